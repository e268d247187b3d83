/**
 * Characters that are particles or suffixes by the place they stand in, where no word says otherwise: too many to be learned from
 * the few sentences that the training set has of each.
 */

/** 男子, 电子, 孔子: here 子 is no suffix. */
const FULL_BEFORE =
  '男女王太父母弟孔孟天君学分原电离质中粒因精卵亲独长次游浪义养赤莲瓜松童公皇世逆贵骄西黑量光菌庄老墨韩荀才之四五';
/** 子女, 子公司, 子弹. */
const FULL_AFTER = '女弟孙公弹夜宫集类项域目嗣爵曰';

/** 获得, 值得, 不得; 得到, 得分. */
const OBTAIN_BEFORE = '获取赢夺求博所难不可应必须总非只彼贝理既自而则乃才就也都还能方终喜荣偶';
const OBTAIN_AFTER = '到了出知分奖名以票主益胜病罪手意其此失力道体子克罗';

/** 你得去: must. */
const PERSONS = '我你您他她它们谁咱俺';

const HAN = /^[\u4E00-\u9FFF]$/u;

/** The reading of a character that stands in no word; null: nothing here tells. */
export function particle(text: string, at: number): string | null {
  const [before = '', after = ''] = [text[at - 1], text[at + 1]];
  if (!HAN.test(before)) return null;
  switch (text[at]) {
    case '子':
      return FULL_BEFORE.includes(before) || FULL_AFTER.includes(after) ? null : 'zi5';
    case '得':
      if (PERSONS.includes(before) && HAN.test(after) && !OBTAIN_AFTER.includes(after)) return 'dei3';
      return HAN.test(after) && !OBTAIN_BEFORE.includes(before) && !OBTAIN_AFTER.includes(after)
        ? 'de5'
        : null;
    case '地':
      // 紧紧地, 硬生生地, 一片一片地
      return HAN.test(after) &&
        (before === text[at - 2] || text.slice(at - 4, at - 2) === text.slice(at - 2, at))
        ? 'de5'
        : null;
    default:
      return null;
  }
}
