import type { LineSet } from '../types.ts';

/** In the plural (हम): the singular would have to agree with the voice. */
export const hi = {
  language: 'hi-IN',
  checked: false,
  lines: {
    'not-in-service': 'आपने जिस नंबर पर कॉल किया है, वह सेवा में नहीं है। नमस्ते।',
    busy: 'इस समय हमारी सभी लाइनें व्यस्त हैं। कृपया कुछ मिनट बाद फिर कॉल करें। नमस्ते।',
    nobody: 'क्षमा करें, इस समय कोई आपका कॉल नहीं ले सकता। कृपया बाद में फिर कॉल करें। नमस्ते।',
    trouble: 'क्षमा करें, तकनीकी समस्या है। कृपया थोड़ी देर बाद फिर कॉल करें। नमस्ते।',
    'trouble-transfer': 'क्षमा करें, तकनीकी समस्या है। हम आपका कॉल आगे जोड़ रहे हैं।',
    'language-offer': 'हिंदी के लिए, हिंदी कहें।',
    'no-input': 'क्षमा करें, हमें कुछ सुनाई नहीं दिया।',
    'no-match': 'क्षमा करें, हम समझ नहीं पाए।',
    'yes-or-no': 'कृपया हाँ या नहीं कहें।',
    'press-a-key': 'आप अपने फ़ोन का कोई बटन भी दबा सकते हैं।',
    confirm: 'हमने सुना: {{ value }}। क्या यह सही है?',
    'one-moment': { business: 'कृपया एक क्षण रुकें।', casual: 'एक सेकंड।' },
    'hold-on': { business: 'कृपया लाइन पर बने रहें, हम देख रहे हैं।', casual: 'रुकिए, हम देखते हैं।' },
    'still-there': { business: 'क्या आप अभी भी लाइन पर हैं?', casual: 'हैलो, आप हैं?' },
    transfer: { business: 'हम आपका कॉल जोड़ रहे हैं। कृपया प्रतीक्षा करें।', casual: 'हम आपको जोड़ते हैं।' },
    goodbye: { business: 'कॉल करने के लिए धन्यवाद। नमस्ते।', casual: 'कॉल के लिए शुक्रिया। बाय।' },
    yes: 'हाँ',
    no: 'नहीं',
  },
} as const satisfies LineSet;
