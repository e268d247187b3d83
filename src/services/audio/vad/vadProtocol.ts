/** What the event loop and the detector's thread say to each other. One message carries the frames of many calls. */
export const FrameFlag = { reset: 1, denoise: 2 } as const;

export type ToVadThread =
  | {
      readonly type: 'frames';
      readonly calls: Int32Array;
      readonly sequences: Int32Array;
      readonly flags: Uint8Array;
      /** 256 samples for each frame. */
      readonly pcm: Int16Array<ArrayBuffer>;
    }
  | { readonly type: 'forget'; readonly call: number };

export type FromVadThread =
  | { readonly type: 'ready'; readonly denoise: boolean }
  | {
      readonly type: 'speech';
      readonly calls: Int32Array;
      readonly sequences: Int32Array;
      readonly probabilities: Float32Array;
    };
