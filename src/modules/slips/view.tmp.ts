import { createWriteStream } from 'node:fs';
import { renderSlips } from './render-slips.ts';
import { sampleItem, sampleSlip } from './sample-slips.ts';

const gift = sampleSlip({
  items: [
    sampleItem({
      gift: true,
      giftWrap: 'Premium box',
      giftMessage: 'Happy birthday, dear Tom! 🎂 ★\nMay all your days be sunny.\n\nLove, Grandma',
    }),
    sampleItem({ title: 'Candle', gift: false, customised: true }),
  ],
});
const business = sampleSlip({
  purchaseOrderNumber: 'PO-2026-00417 / Dept. 9',
  shipTo: ['Attn: Receiving, PO-2026-00417', 'Hill Country Clinics LLC', '900 W 5th St', 'Austin, TX 78703'],
});
const japan = sampleSlip({
  locale: 'ja-JP',
  marketplace: 'Amazon.co.jp',
  sellerName: '青い鳥ホームグッズ株式会社',
  shipTo: ['〒150-0041', '東京都渋谷区神南１丁目１９番１１号 パークウェースクエア２', '髙橋 さくら 様'],
  items: [
    sampleItem({
      title:
        '【Amazon.co.jp限定】ステンレス製 真空断熱 水筒 750ml 広口 竹製フタ付き、漏れない「ブラック」（保温・保冷対応）直飲みマグボトル 二重構造',
      unitPrice: { amount: '2980', currency: 'JPY' },
    }),
  ],
  totals: [{ label: '合計', amount: { amount: '5960', currency: 'JPY' } }],
});
const arabic = sampleSlip({
  locale: 'ar-AE',
  marketplace: 'Amazon.ae',
  sellerName: 'متجر الطائر الأزرق (دبي)',
  words: {
    ...sampleSlip().words,
    title: 'قائمة التعبئة',
    shipTo: 'الشحن إلى',
    orderId: 'رقم الطلب',
    orderDate: 'تاريخ الطلب',
    quantity: 'الكمية',
    item: 'المنتج',
    price: 'السعر',
    total: 'المجموع',
  },
  shipTo: ['محمد عبد الله الأنصاري', 'شارع الشيخ زايد، برج ١٢ (الطابق 5)، شقة 1204', 'دبي', 'الإمارات العربية المتحدة'],
  items: [
    sampleItem({
      title: 'زجاجة ماء معزولة من الفولاذ المقاوم للصدأ 750 مل (أسود)، غطاء من الخيزران - Bluebird Bottle XL',
      unitPrice: { amount: '89.50', currency: 'AED' },
    }),
  ],
  totals: [{ label: 'الإجمالي', amount: { amount: '179.00', currency: 'AED' } }],
});
const long = sampleSlip({ items: Array.from({ length: 30 }, (_, i) => sampleItem({ sku: `SKU-${i + 1}`, quantity: i + 1 })) });
const mixed = sampleSlip({
  shipTo: [
    'Жанна Щербакова',
    'Γιώργος Παπαδόπουλος',
    'สมชาย ใจดี ถนนสุขุมวิทแขวงคลองเตยเขตคลองเตยกรุงเทพมหานคร',
    'श्री कृष्ण शर्मा, क्षेत्र विद्यार्थी',
    'משה כהן, רחוב הרצל 12 (דירה 3), תל אביב',
    '김민준 서울특별시 강남구',
    '李小龙 北京市朝阳区',
    '陳大文 臺北市信義區灣',
    'Nguyễn Thị Hồng Phước',
    'Łukasz Żółć, Çağrı Şahin, Þórður',
    'محمد Smith (الأول) 12/5',
  ],
  items: [sampleItem({ title: 'Grüße ★ ♥ ✓ ½ € ™ “quoted” — dash … ﷼ ₹ ₽ 𠮷野家' })],
});
const cases = { gift, business, japan, arabic, long, mixed };
for (const [name, slip] of Object.entries(cases))
  for (const paper of ['A4', 'Letter', '4x6'] as const) {
    const r = await renderSlips([slip], { paper, printedAt: new Date(0) }, createWriteStream(`/tmp/slips/${name}-${paper}.pdf`));
    console.log(name, paper, r);
  }
const many = Array.from({ length: 500 }, (_, i) => Object.values(cases)[[0, 1, 1, 1, 1, 1, 2, 3, 5, 1][i % 10] ?? 0] ?? gift).map(
  (s, i) => ({ ...s, orderId: `111-1234567-${1000000 + i}`, barcode: `111-1234567-${1000000 + i}` }),
);
const t = performance.now();
const r = await renderSlips(many, { paper: 'A4', printedAt: new Date(0) }, createWriteStream('/tmp/slips/many.pdf'));
console.log(r, Math.round(performance.now() - t), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB');
