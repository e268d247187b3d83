/** What is said in the bench's audio. */

/** Human speech of known words: LibriSpeech, LJ Speech and J. F. Kennedy's inaugural address. */
export const humanClips = [
  {
    file: 'jfk.ulaw.wav',
    text: 'And so my fellow Americans ask not what your country can do for you ask what you can do for your country',
  },
  {
    file: 'libri_2412-153948-0000.ulaw.wav',
    text: 'If the reader will excuse me I will say nothing of my antecedents nor of the circumstances which led me to leave my native country the narrative would be tedious to him and painful to myself',
  },
  {
    file: 'libri_2412-153948-0001.ulaw.wav',
    text: 'It will be seen that I did not succeed in my design and that however much I may have met with that was new and strange I have been unable to reap any pecuniary advantage',
  },
  {
    file: 'libri_libri-1088-134315-0000.ulaw.wav',
    text: 'As you know and as I have given you proof I have the greatest admiration in the world for one whose work for humanity has won such universal recognition I hope that we shall both forget this unhappy morning and that you will give me an opportunity of rendering to you in person',
  },
  {
    file: 'libri_libri-1088-134315-0000_rvb.ulaw.wav',
    text: 'As you know and as I have given you proof I have the greatest admiration in the world for one whose work for humanity has won such universal recognition I hope that we shall both forget this unhappy morning and that you will give me an opportunity of rendering to you in person',
  },
  { file: 'libri_LJ002-0035.ulaw.wav', text: 'Eight the press yard' },
] as const;

/** Files of spoken coffee orders. */
export const orderPrefix = 's2i_';

/** What callers say, and what agents ask. */
export const sentences = [
  'I would like to book an appointment.',
  'Can I come on Tuesday morning at ten?',
  'Yes, that is fine, thank you.',
  'No, I need to speak to a person.',
  'What are your opening hours on Saturday?',
  'I want to change my appointment to next week.',
  'My name is Mary Brown.',
  'Where is my order? It should have arrived yesterday.',
  'How much does a cleaning cost?',
  'Could you please repeat that?',
  'Please tell me the day and the time that suit you best.',
  'Your appointment is on Monday afternoon with Doctor Lee.',
] as const;
