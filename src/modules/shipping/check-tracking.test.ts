import { describe, expect, test } from 'vitest';
import { amazonCarrier, carrierOf, carriersFor, trackingUrl } from './carrier-codes.ts';
import { carriers } from './carriers.ts';
import { checkTracking } from './check-tracking.ts';
import { carrierChoice, trackingCheck, trackingIdentity } from './contract.ts';
import { identifyTracking } from './identify-tracking.ts';
import { trackingFormats } from './tracking-formats.ts';

describe('checkTracking', () => {
  test('a number that fits its carrier is ok, by our code or by any spelling of Amazon', () => {
    for (const carrier of ['ups', 'UPS', 'UPSMI'])
      expect(checkTracking({ carrier, number: '1z 5r8 939 03 5756 7127' })).toMatchObject({
        outcome: 'ok',
        normalised: '1Z5R89390357567127',
      });
    expect(checkTracking({ carrier: 'YamatoTransport', number: '1234-5678-9013' })).toMatchObject({ outcome: 'ok', reason: 'fits' });
    expect(checkTracking({ carrier: 'GLS', number: '12345678901234567891' }).outcome).toBe('ok');
  });

  test('a wrong check digit stops UPS, USPS and S10, also under another carrier, and warns elsewhere', () => {
    expect(checkTracking({ carrier: 'UPS', number: '1Z5R89390357567128' })).toMatchObject({ outcome: 'refused', reason: 'check_digit' });
    expect(checkTracking({ carrier: 'Royal Mail', number: 'RB123456784GB' })).toMatchObject({ outcome: 'refused', reason: 'check_digit' });
    expect(checkTracking({ carrier: 'DHL', number: '1Z5R89390357567128' })).toMatchObject({ outcome: 'refused', reason: 'check_digit' });
    expect(checkTracking({ carrier: 'FedEx', number: '041441760228965' })).toMatchObject({ outcome: 'warning', reason: 'check_digit' });
  });

  test('the number of another carrier is a warning that names it', () => {
    const check = checkTracking({ carrier: 'FedEx', number: '1Z5R89390357567127' });
    expect(check).toMatchObject({ outcome: 'warning', reason: 'other_carrier', suggestions: [{ code: 'ups' }] });
    expect(check.remedy).toContain('Choose UPS');
  });

  test('an unknown shape is a warning; a carrier without known shapes is not checked', () => {
    expect(checkTracking({ carrier: 'UPS', number: '12345' })).toMatchObject({ outcome: 'warning', reason: 'unknown_shape' });
    expect(checkTracking({ carrier: 'Aramex', number: '12345' })).toMatchObject({ outcome: 'ok', reason: 'not_checkable' });
    expect(checkTracking({ carrier: 'My cousin', number: '12345' })).toMatchObject({ outcome: 'ok', reason: 'not_checkable' });
  });

  test('order ids, SKUs and phone numbers are refused with a remedy', () => {
    for (const number of ['111-1234567-1234567', '206-555-0100', 'TEE-RED-L'])
      expect(checkTracking({ carrier: 'Other', number })).toMatchObject({
        outcome: 'refused',
        reason: 'not_a_tracking_number',
        remedy: 'Enter the number from the label.',
      });
    const own = { carrier: 'My cousin', orderId: '111-1234567-1234567', skus: ['AB12'] };
    expect(checkTracking({ ...own, number: '11112345671234567' }).outcome).toBe('refused');
    expect(checkTracking({ ...own, number: 'ab12' }).outcome).toBe('refused');
    expect(checkTracking({ ...own, number: 'AB13' }).outcome).toBe('ok');
  });

  test('the replies keep their contract', () => {
    for (const number of ['1Z5R89390357567127', '12345', '', '041441760228965']) {
      const [identity, check] = [identifyTracking(number), checkTracking({ carrier: 'UPS', number })];
      expect(trackingIdentity.strict().parse(identity)).toEqual(identity);
      expect(trackingCheck.strict().parse(check)).toEqual(check);
    }
    const choices = carriersFor('DE');
    expect(carrierChoice.strict().array().parse(choices)).toEqual(choices);
  });
});

describe('the carrier table', () => {
  test('has every code once, every spelling once, and every carrier of a format', () => {
    const codes = carriers.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const spellings = carriers.flatMap((carrier) => [
      ...(carrier.amazon ?? []),
      ...(carrier.also ?? []),
      ...Object.values(carrier.amazonIn ?? {}),
    ]);
    expect(new Set(spellings.map((s) => s.toLowerCase())).size).toBe(spellings.length);
    expect([...codes, 'by-country']).toEqual(expect.arrayContaining(trackingFormats.map(({ carrier }) => carrier)));
  });

  test('gives the spelling of the marketplace, else Other with a name', () => {
    expect(amazonCarrier('fedex', 'US')).toEqual({ carrierCode: 'FedEx' });
    expect(amazonCarrier('fedex', 'JP')).toEqual({ carrierCode: 'FEDEX_JP' });
    expect(amazonCarrier('evri', 'DE')).toEqual({ carrierCode: 'Hermes Logistik Gruppe' });
    expect(amazonCarrier('evri', 'UK')).toEqual({ carrierCode: 'Other', carrierName: 'Evri' });
    expect(amazonCarrier('My cousin', 'US')).toEqual({ carrierCode: 'Other', carrierName: 'My cousin' });
  });

  test('reads every spelling it sends', () => {
    for (const { code } of carriers)
      for (const country of ['US', 'DE', 'JP']) {
        const { carrierCode, carrierName } = amazonCarrier(code, country);
        expect(carrierOf(carrierName ?? carrierCode)).toBe(code);
      }
    expect(carrierOf('Fed Ex')).toBe('fedex');
    expect(carrierOf('Pigeon')).toBeUndefined();
  });

  test('offers the carriers of the country and those of everywhere', () => {
    const codes = carriersFor('UK').map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['royal_mail', 'evri', 'ups', 'dhl']));
    expect(codes).not.toContain('yamato');
    expect(trackingUrl('ups', '1Z5R89390357567127')).toBe('https://www.ups.com/track?tracknum=1Z5R89390357567127');
    expect(trackingUrl('blue_dart', '1')).toBeUndefined();
  });
});
