import type { Random } from './random.ts';

/** Shapes of tracking numbers with a valid check digit where the carrier has one. `s10-XX` is the postal S10 of country XX. */
export type TrackingFormat =
  | 'ups'
  | 'usps-impb'
  | 'fedex-12'
  | 'fedex-ground'
  | 'ontrac'
  | 'dhl-ecommerce'
  | 'dhl-express'
  | 'dhl-piece'
  | 'dpd'
  | 'yodel'
  | 'purolator'
  | 'mod7-12'
  | 'digits-11'
  | 'digits-16'
  | 'digits-16-b'
  | 'amazon-logistics'
  | 'amazon-international'
  | `s10-${string}`;

const alphanumeric = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

export function createTrackingNumber(random: Random, format: TrackingFormat): string {
  switch (format) {
    case 'ups': {
      const body = random.text(6, alphanumeric) + random.text(9);
      return `1Z${body}${upsCheck(body)}`;
    }
    case 'usps-impb': {
      const body = `94${random.pick(['00', '05', '01'])}1${random.text(16)}`;
      return body + tripleCheck(body);
    }
    case 'fedex-12': {
      const body = random.pick(['7', '9', '8', '2']) + random.text(10);
      return body + weightedCheck(body, [3, 1, 7]);
    }
    case 'fedex-ground': {
      const body = `0${random.text(13)}`;
      return body + oddTripleCheck(body);
    }
    case 'ontrac': {
      const body = random.text(13);
      return `C${body}${upsCheck(`4${body}`)}`;
    }
    case 'dhl-ecommerce':
      return `GM${random.text(16)}`;
    case 'dhl-express': {
      const body = String(random.int(100_000_000, 999_999_999));
      return body + String(Number(body) % 7);
    }
    case 'dhl-piece':
      return `JJD${random.text(10)}`;
    case 'dpd': {
      const body = `0${random.text(13)}`;
      return body + iso37Check(body);
    }
    case 'yodel':
      return `JJD${random.text(16)}`;
    case 'purolator': {
      const body = random.pick(['3', '1', '2']) + random.text(10);
      return body + luhnCheck(body);
    }
    case 'mod7-12': {
      const body = String(random.int(10_000, 99_999)) + random.text(6);
      return body + String(Number(body) % 7);
    }
    case 'digits-11':
      return random.pick(['5', '6', '1']) + random.text(10);
    case 'digits-16':
      return random.text(16);
    case 'digits-16-b': {
      const body = random.pick(['1', '2', '7']) + random.text(14);
      return body + tripleCheck(body);
    }
    case 'amazon-logistics':
      return `TBA${random.text(12)}`;
    case 'amazon-international':
      return `A${random.text(10)}`;
    default: {
      const serial = random.text(8);
      const service = random.pick(['RR', 'LX', 'CP', 'EE']);
      return `${service}${serial}${s10Check(serial)}${format.slice('s10-'.length)}`;
    }
  }
}

function digitsOf(body: string): number[] {
  return Array.from(body, Number);
}

/** Letters count as (ASCII − 3) mod 10; every second character doubles. */
function upsCheck(body: string): string {
  const sum = Array.from(body).reduce((total, mark, index) => {
    const value = /\d/.test(mark) ? Number(mark) : (mark.charCodeAt(0) - 3) % 10;
    return total + value * (index % 2 === 0 ? 1 : 2);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Digits counted from the right by 3, 1, 3, 1 …, filled up to ten (USPS, Canada Post). */
function tripleCheck(body: string): string {
  const sum = digitsOf(body).reduceRight((total, digit, index) => total + digit * ((body.length - 1 - index) % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Digits from the left by 1, 3, 1, 3 … (FedEx Ground). */
function oddTripleCheck(body: string): string {
  const sum = digitsOf(body).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

function weightedCheck(body: string, weights: readonly number[]): string {
  const sum = digitsOf(body).reduce((total, digit, index) => total + digit * (weights[index % weights.length] ?? 0), 0);
  return String((sum % 11) % 10);
}

function s10Check(serial: string): string {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const rest = 11 - (digitsOf(serial).reduce((total, digit, index) => total + digit * (weights[index] ?? 0), 0) % 11);
  return String(rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

function luhnCheck(body: string): string {
  const sum = digitsOf(body).reduceRight((total, digit, index) => {
    const doubled = (body.length - 1 - index) % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** ISO 7064 mod 37,36 over digits and letters (DPD). */
function iso37Check(body: string): string {
  const marks = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let carry = 36;
  for (const mark of body) {
    const sum = (carry + marks.indexOf(mark)) % 36;
    carry = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return marks.charAt((37 - carry) % 36);
}
