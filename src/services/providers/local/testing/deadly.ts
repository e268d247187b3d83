/** A first sample that kills the recogniser's thread in tests. */
export const DEADLY_SAMPLE = 12_345;
