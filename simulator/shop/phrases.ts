import type { Country } from './country.ts';

type Language = Country['language'];
type Phrases = { gift: readonly string[]; delivery: readonly string[] };

const phrases: Record<Language, Phrases> = {
  en: {
    gift: [
      'Happy birthday, Nan! Love from all of us.',
      'Congratulations on the new home 🏡',
      'Merry Christmas!\nSee you on Boxing Day.',
      'Thank you for everything, Ms. Okafor.',
      'For the best dog in town.',
      'Get well soon — T.',
    ],
    delivery: [
      'Leave behind the blue gate.',
      'Please ring twice, the bell is quiet.',
      'Beware of the (friendly) dog.',
      'Reception closes at 17:00.',
    ],
  },
  de: {
    gift: [
      'Alles Liebe zum Geburtstag, Oma!',
      'Herzlichen Glückwunsch zur Hochzeit – Eure Nachbarn',
      'Frohe Weihnachten und ein gutes neues Jahr!',
    ],
    delivery: ['Bitte beim Nachbarn (Hübner, 2. OG) abgeben.', 'Ablage in der Garage ist in Ordnung.', 'Klingel defekt, bitte anrufen.'],
  },
  fr: {
    gift: ['Joyeux anniversaire, Maëlle !', 'Avec toute notre affection. À bientôt à Noël.', 'Félicitations aux jeunes mariés ♥'],
    delivery: ['Code portail : demander à la gardienne.', 'Laisser chez le voisin du rez-de-chaussée.'],
  },
  es: {
    gift: ['¡Feliz cumpleaños, abuela!', 'Con todo nuestro cariño. ¡Enhorabuena!', '¡Felices fiestas, Íñigo!'],
    delivery: ['Dejar con el portero.', 'Timbre averiado, llamar por teléfono.'],
  },
  it: {
    gift: ['Tanti auguri, nonna!', 'Buon Natale da tutti noi. È solo un pensiero.'],
    delivery: ['Lasciare in portineria.', 'Citofono rotto: telefonare.'],
  },
  pt: { gift: ['Feliz aniversário, vovó!', 'Parabéns pelo casamento!'], delivery: ['Deixar na portaria.', 'Interfone não funciona.'] },
  nl: { gift: ['Gefeliciteerd met je verjaardag!', 'Fijne feestdagen, lieve oma.'], delivery: ['Graag bij de buren op nr. 12 afgeven.'] },
  sv: { gift: ['Grattis på födelsedagen, mormor!', 'God jul önskar hela släkten.'], delivery: ['Ställ paketet på farstubron.'] },
  pl: { gift: ['Wszystkiego najlepszego, Babciu!', 'Wesołych Świąt!'], delivery: ['Proszę zostawić u sąsiadki.'] },
  ja: {
    gift: ['お誕生日おめでとうございます。いつもありがとう。', 'ご結婚おめでとうございます🎉', 'メリークリスマス！'],
    delivery: ['宅配ボックスに入れてください。', '不在の場合は玄関前に置いてください。'],
  },
  ar: { gift: ['كل عام وأنتم بخير', 'ألف مبروك البيت الجديد'], delivery: ['الرجاء الاتصال قبل الوصول.'] },
  tr: { gift: ['Doğum günün kutlu olsun, canım babaannem!'], delivery: ['Kapıcıya bırakabilirsiniz.'] },
};

export function giftMessages(language: Language): readonly string[] {
  return phrases[language].gift;
}

export function deliveryInstructions(language: Language): readonly string[] {
  return phrases[language].delivery;
}

export const cancelRequestReasons: readonly string[] = [
  'Ordered by mistake',
  'Found cheaper somewhere else',
  'Item would not arrive on time',
  'Changed my mind',
  'Wrong shipping address',
  'Need to change payment method',
];

export const returnReasons: readonly string[] = [
  'UNWANTED_ITEM',
  'DEFECTIVE',
  'DAMAGED_BY_CARRIER',
  'NOT_AS_DESCRIBED',
  'ORDERED_WRONG_ITEM',
  'MISSED_ESTIMATED_DELIVERY',
];
