/** The audio thread's end of {@link Phone}. Built as a file of its own. */
import { Phone } from './phone.ts';
import type { FromPhone, ToPhone } from './phoneMessages.ts';

/** Of the audio thread; the compiler knows the page's globals only. */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class PhoneProcessor extends AudioWorkletProcessor {
  readonly #phone = new Phone(sampleRate, (message: FromPhone) =>
    this.port.postMessage(message, message.type === 'captured' ? [message.frame] : []),
  );

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<ToPhone>) => this.#phone.do(data));
    this.port.start();
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const out = outputs[0]?.[0];
    if (!out) return true;
    this.#phone.hear(inputs[0]?.[0], out.length);
    this.#phone.speak(out);
    return true;
  }
}

registerProcessor('phone', PhoneProcessor);
