/** A call that was really made, on a simulated line, for those who have none of their own yet. In no figure and no store. */
import type { CallDetail } from '../api/queries.ts';
import { CallView } from './CallScreen.tsx';
import sample from './sampleCall.json' with { type: 'json' };

export const sampleCall = sample as unknown as CallDetail;

export function SampleCall() {
  return <CallView detail={sampleCall} sample />;
}
