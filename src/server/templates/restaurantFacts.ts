/** What callers of the restaurant ask about the house. */
import { line, phrases } from './template.ts';

export const facts = [
  {
    questions: phrases(
      ['when are you open', 'what are your opening hours', 'are you open on Sunday'],
      ['幾點開', '營業時間', '星期日開唔開'],
    ),
    answer: line(
      'We are open every day from eleven in the morning to ten at night; the kitchen closes at half past nine.',
      '我哋每日朝早十一點開到夜晚十點，最後落單係九點半。',
    ),
  },
  {
    questions: phrases(
      ['where are you', 'what is your address', 'how do I get there'],
      ['喺邊度', '地址', '點嚟'],
    ),
    answer: line(
      'We are at 8 Temple Street, three minutes from the station.',
      '我哋喺廟街八號，港鐵站行三分鐘就到。',
    ),
  },
  {
    questions: phrases(
      ['do you have vegetarian dishes', 'is there anything vegetarian', 'vegan food'],
      ['有冇素食', '有冇齋', '素菜'],
    ),
    answer: line(
      'Yes, there is a vegetarian menu, and the kitchen avoids any allergen that you name when you order.',
      '有，我哋有素食餐牌，落單時話低致敏食物，廚房會避開。',
    ),
  },
  {
    questions: phrases(['is there parking', 'where can I park'], ['有冇得泊車', '泊車', '停車場']),
    answer: line(
      'There is a car park next door; two hours are free with a meal.',
      '隔籬有停車場，食飯可以免費泊兩個鐘。',
    ),
  },
];
