import { expect, it } from 'vitest';
import { simplified, traditional } from './hanScript.ts';

it.each([
  ['預約時間', '预约时间'],
  ['幾點開門', '几点开门'],
  ['頭髮', '头发'],
  ['裏面裡面', '里面里面'],
  ['營業', '营业'],
])('%s → %s', (text, folded) => {
  expect(simplified(text)).toBe(folded);
  expect(simplified(folded)).toBe(folded);
});

it('takes the commonest sense on the way back', () => {
  expect(traditional('几点开门,发单')).toBe('幾點開門,發單');
  expect(traditional('公里')).toBe('公里');
  expect(simplified(traditional('预约剪头发'))).toBe('预约剪头发');
});
