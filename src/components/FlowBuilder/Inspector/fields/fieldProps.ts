import type { FieldSchema } from '../schema/kinds.ts';
import type { Path } from '../schema/paths.ts';

/** One setting, as its control gets it. */
export interface FieldProps {
  readonly path: Path;
  /** Of the property. */
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  /** Resolved. */
  readonly schema: FieldSchema;
  /** As written, else the default. */
  readonly value: unknown;
  /** Whether the setting may be absent. */
  readonly optional: boolean;
}
