/** A text's vector, and who made it: vectors of two embedders are not compared, even of the same length. */
export interface Embedded {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Name of the embedder. */
  readonly by: string;
}
