/** Samples of one frame of the neural detector at 8 kHz: 32 ms. Apart, so that the event loop need not load the model. */
export const SILERO_FRAME_SAMPLES = 256;
