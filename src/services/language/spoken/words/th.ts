import { shortForms, type SignWords } from './types.ts';

/** Thai. */
export const th = {
  dot: 'จุด',
  at: 'แอท',
  slash: 'ทับ',
  dash: 'ขีด',
  underscore: 'ขีดล่าง',
  percent: '{n} เปอร์เซ็นต์',
  number: 'หมายเลข {n}',
  fractions: { '1/2': 'ครึ่ง', 'n/d': 'เศษ {n} ส่วน {d}' },
  fractionJoint: ' ',
  abbreviations: shortForms(`
    ดร.|ดอกเตอร์
    นพ.|นายแพทย์
    พญ.|แพทย์หญิง
    น.ส.|นางสาว
    โทร.|โทรศัพท์
    ต.|ตำบล
    อ.|อำเภอ
    จ.|จังหวัด
    ถ.|ถนน
    รพ.|โรงพยาบาล
    บจก.|บริษัทจำกัด
    พ.ศ.|พุทธศักราช
    ค.ศ.|คริสต์ศักราช
    กทม.|กรุงเทพมหานคร
    ฯลฯ|และอื่นๆ
  `),
} as const satisfies SignWords;
