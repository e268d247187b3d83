/** A call that was really made, on a simulated line, for those who have none of their own yet. In no figure and no store. */
import type { CallDetail } from '../api/queries.ts';
import { useStepNames } from '../lib/stepNames.ts';
import { CallView } from './CallScreen.tsx';
import sample from './sampleCall.json' with { type: 'json' };

export const sampleCall = sample as unknown as CallDetail;

/** Of the flow that was called, the clinic: as its author wrote them. */
const steps: Readonly<Record<string, string>> = {
  start: 'Greeting',
  language: 'English or Cantonese',
  menu: 'What would you like?',
  book: 'Booking details',
  checkBooking: 'Read the booking back',
  bookingRight: 'Right?',
  booked: 'Booked',
  more: 'Anything else?',
  wantsMore: 'More?',
  goodbye: 'Goodbye',
};

export function SampleCall() {
  const { outcome } = useStepNames('', 0);
  const names = { outcome, step: (nodeId: string) => steps[nodeId] ?? nodeId };
  return <CallView detail={sampleCall} names={names} sample />;
}
