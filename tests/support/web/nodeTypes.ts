/** Node types as `GET /api/node-types` serves them, for tests of the web app. */
import { nodeSpecs } from '../../../src/services/flow/index.ts';

export const servedNodeTypes = (): Record<string, unknown>[] => nodeSpecs().map((spec) => ({ ...spec }));
