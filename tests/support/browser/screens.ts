/** Every screen of the web app, and every dialog, panel, menu and sheet on it. */
import type { SeededServer } from './seededServer.ts';
import { canvas, nodes } from './screens/builder.ts';
import { figures } from './screens/figures.ts';
import { settings, shell } from './screens/frame.ts';
import type { Screen } from './screens/screen.ts';
import { testCall } from './screens/testCall.ts';
import { workflows } from './screens/workflows.ts';

export { goTo } from './screens/screen.ts';
export type { Screen } from './screens/screen.ts';

export const screensOf = ({ nodeTypes }: Pick<SeededServer, 'nodeTypes'>): Screen[] => [
  ...workflows,
  ...canvas,
  ...nodes(nodeTypes),
  ...testCall,
  ...figures,
  ...settings,
  ...shell,
];
