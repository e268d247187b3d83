import { NgramEmbedder } from '../../src/services/providers/local/ngramEmbedder.ts';
import { UseLiteEmbedder } from '../../src/services/providers/local/useLiteEmbedder.ts';
import type { Embedder } from '../../src/types/ports.ts';
import { embedderContract } from './contract/embedder.ts';

const embedded = (part: Embedder) => ({ part, close: () => part.close() });

embedderContract({
  name: 'ngram',
  asks: false,
  open: () => Promise.resolve(embedded(new NgramEmbedder())),
  language: 'zh-HK',
  nearness: ['我想預約星期二', '預約星期二得唔得呀？', '多謝你幫手'],
});

embedderContract({
  name: 'use-lite',
  asks: false,
  open: () => Promise.resolve(embedded(new UseLiteEmbedder())),
  language: 'en-GB',
  unservedLanguage: 'zh-HK',
  nearness: ['What time do you open?', 'When are your opening hours?', 'My dog has eaten a shoe.'],
});
