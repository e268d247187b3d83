import type { LineSet } from '../types.ts';

/** Without ครับ and ค่ะ: which of them is right depends on the voice. */
export const th = {
  language: 'th-TH',
  checked: false,
  lines: {
    'not-in-service': 'หมายเลขที่ท่านเรียกยังไม่เปิดให้บริการ สวัสดี',
    busy: 'ขณะนี้คู่สายทุกสายไม่ว่าง กรุณาโทรกลับมาใหม่ในอีกสักครู่ สวัสดี',
    nobody: 'ขออภัย ขณะนี้ไม่มีเจ้าหน้าที่รับสาย กรุณาโทรกลับมาใหม่ภายหลัง สวัสดี',
    trouble: 'ขออภัย ระบบขัดข้อง กรุณาโทรกลับมาใหม่ภายหลัง สวัสดี',
    'trouble-transfer': 'ขออภัย ระบบขัดข้อง กำลังโอนสายให้ท่าน',
    'language-offer': 'หากต้องการใช้ภาษาไทย กรุณาพูดว่า ภาษาไทย',
    'no-input': 'ขออภัย ไม่ได้ยินเสียงของท่าน',
    'no-match': 'ขออภัย ฟังไม่ชัด',
    'yes-or-no': 'กรุณาพูดว่า ใช่ หรือ ไม่ใช่',
    'press-a-key': 'ท่านสามารถกดปุ่มบนโทรศัพท์ได้เช่นกัน',
    confirm: '{{ value }} ถูกต้องไหม',
    'one-moment': { business: 'กรุณารอสักครู่', casual: 'รอแป๊บนะ' },
    'hold-on': { business: 'กรุณาถือสายรอสักครู่ กำลังตรวจสอบให้', casual: 'ถือสายไว้นะ ขอเช็กแป๊บ' },
    'still-there': { business: 'ท่านยังอยู่ในสายไหม', casual: 'ฮัลโหล ยังอยู่ไหม' },
    transfer: { business: 'กำลังโอนสายให้ท่าน กรุณารอสักครู่', casual: 'โอนสายให้นะ รอแป๊บ' },
    goodbye: { business: 'ขอบคุณที่โทรมา สวัสดี', casual: 'ขอบคุณที่โทรมานะ บาย' },
    yes: 'ใช่',
    no: 'ไม่ใช่',
  },
} as const satisfies LineSet;
