import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries, text } from '../../simulator/test-support/sim-client.ts';
import { unzipped } from '../support/unzipped.ts';
import { findJson, LABEL_MODEL_FILES } from './find-model.ts';
import { type JudgedSimulator, startJudgedSimulator } from './judged-simulator.ts';
import { modelsFolder, officialContract } from './official-models.ts';

/** What takes parcels away, held against Amazon's models where they are given: Easy Ship, collection forms, journeys. */
const isGiven = modelsFolder !== undefined && LABEL_MODEL_FILES.every((file) => findJson(modelsFolder ?? '', file) !== undefined);
const IN = 'A21TJRUUN4KGV';
let amazon: JudgedSimulator;
beforeAll(async () => {
  amazon = await startJudgedSimulator(modelsFolder && isGiven ? [officialContract(modelsFolder, LABEL_MODEL_FILES)] : []);
  amazon.control.limits.enable(false);
});
afterAll(() => amazon?.close());
const withoutProblems = () => expect(amazon.takeProblems()).toEqual([]);

const root = '/easyShip/2022-03-23';
const package_ = (orderId: string, marketplaceId = IN) =>
  amazon.get(`${root}/package?amazonOrderId=${orderId}&marketplaceId=${marketplaceId}`);
const asked = (amazonOrderId: string, value = 500) => ({
  marketplaceId: IN,
  amazonOrderId,
  packageDimensions: { length: 20, width: 15, height: 10, unit: 'cm' },
  packageWeight: { value, unit: 'g' },
});

test('Easy Ship: slots, one parcel an order, another slot, documents, refusals', async () => {
  const newOrder = (programs = ['AMAZON_EASY_SHIP']) => amazon.control.createOrder({ marketplaceId: IN, programs }).orderId;
  const [first, second] = [newOrder(), newOrder()];
  const slots = await amazon.call('POST', `${root}/timeSlot`, { body: asked(first) });
  expect(slots.status).toBe(200);
  const [one, two] = entries(slots.body['timeSlots']);
  expect((await amazon.call('POST', `${root}/timeSlot`, { body: asked(first, 40_000) })).body).toMatchObject({
    errors: [{ code: 'TimeSlotNotAvailable' }],
  });
  expect((await package_(first)).status).toBe(404);
  const create = { amazonOrderId: first, marketplaceId: IN, packageDetails: { packageTimeSlot: one } };
  const made = await amazon.call('POST', `${root}/package`, { body: create });
  expect(made).toMatchObject({
    status: 200,
    body: { packageStatus: 'ReadyForPickup', packageTimeSlot: { slotId: text(one?.['slotId']) } },
  });
  expect((await amazon.call('POST', `${root}/package`, { body: create })).body).toMatchObject({
    errors: [{ code: 'ScheduledPackageAlreadyExists' }],
  });
  const move = { marketplaceId: IN, updatePackageDetailsList: [{ scheduledPackageId: { amazonOrderId: first }, packageTimeSlot: two }] };
  expect((await amazon.call('PATCH', `${root}/package`, { body: move })).status).toBe(200);
  expect((await package_(first)).body).toMatchObject({ packageTimeSlot: { slotId: text(two?.['slotId']) } });
  const wanted = [{ amazonOrderId: first }, { amazonOrderId: second }, { amazonOrderId: newOrder([]) }];
  const bulk = await amazon.call('POST', `${root}/packages/bulk`, {
    body: { marketplaceId: IN, orderScheduleDetailsList: wanted, labelFormat: 'PDF' },
  });
  expect([entries(bulk.body['scheduledPackages']).length, entries(bulk.body['rejectedOrders']).length]).toEqual([1, 2]);
  const archive = await fetch(text(bulk.body['printableDocumentsUrl']));
  expect([...unzipped(Buffer.from(await archive.arrayBuffer())).keys()]).toEqual([`${second}.pdf`]);
  expect((await package_(second, 'ATVPDKIKX0DER')).body).toMatchObject({ errors: [{ code: 'RegionNotSupported' }] });
  expect((await amazon.call('POST', `${root}/timeSlot`, { body: {} })).status).toBe(400);
  withoutProblems();
});

test('what the driver takes is shipped by that, and travels', async () => {
  const { orderId } = amazon.control.createOrder({ marketplaceId: IN, programs: ['AMAZON_EASY_SHIP'] });
  const { body } = await amazon.call('POST', `${root}/timeSlot`, { body: asked(orderId) });
  const [slot] = entries(body['timeSlots']);
  await amazon.call('POST', `${root}/package`, {
    body: { amazonOrderId: orderId, marketplaceId: IN, packageDetails: { packageTimeSlot: slot } },
  });
  expect(amazon.control.order(orderId)).toMatchObject({ status: 'UNSHIPPED', packages: [{ status: 'PENDING' }] });
  amazon.control.changeClock({ now: Date.parse(text(slot?.['endTime'])) });
  expect(amazon.control.order(orderId)).toMatchObject({ status: 'SHIPPED', packages: [{ status: 'IN_TRANSIT' }] });
  expect((await package_(orderId)).body).toMatchObject({ packageStatus: 'PickedUp' });
  withoutProblems();
});

test('Shipping v2: every parcel of a carrier is on one form, and the journey is told', async () => {
  const { orderId, items } = amazon.control.createOrder();
  const path = '/shipping/v2/shipments';
  const address = {
    name: 'Meadow Mugs',
    addressLine1: '12 Mill Lane',
    city: 'Austin',
    stateOrRegion: 'TX',
    postalCode: '78701',
    countryCode: 'US',
  };
  const parcel = {
    dimensions: { length: 8, width: 6, height: 4, unit: 'INCH' },
    weight: { unit: 'POUND', value: 2 },
    insuredValue: { value: 0, unit: 'USD' },
    packageClientReferenceId: 'p1',
    items: [{ itemIdentifier: items[0]?.itemId, quantity: 1 }],
  };
  const { body: rates } = await amazon.call('POST', `${path}/rates`, {
    body: { shipFrom: address, packages: [parcel], channelDetails: { channelType: 'AMAZON', amazonOrderDetails: { orderId } } },
  });
  const [rate] = entries(rates['payload']?.['rates']);
  const bought = await amazon.call('POST', path, {
    body: {
      requestToken: rates['payload']?.['requestToken'],
      rateId: rate?.['rateId'],
      requestedDocumentSpecification: {
        format: 'PDF',
        size: { width: 4, length: 6, unit: 'INCH' },
        needFileJoining: false,
        requestedDocumentTypes: ['LABEL'],
      },
    },
  });
  const carrierId = text(rate?.['carrierId']);
  expect(
    entries((await amazon.call('PUT', '/shipping/v2/unmanifestedShipments', { body: {} })).body['unmanifestedCarrierInformationList']),
  ).toHaveLength(1);
  const forms = '/shipping/v2/collectionForms';
  expect((await amazon.call('POST', forms, { body: { carrierId } })).status).toBe(200);
  expect((await amazon.call('POST', forms, { body: { carrierId } })).status).toBe(400);
  const history = await amazon.call('PUT', `${forms}/history`, { body: { carrierId } });
  const [form] = entries(history.body['collectionFormsHistoryRecordList']);
  expect((await amazon.get(`${forms}/${text(form?.['collectionFormId'])}`)).status).toBe(200);
  expect((await amazon.get(`${forms}/none`)).status).toBe(404);
  const tracking = text(entries(bought.body['payload']?.['packageDocumentDetails'])[0]?.['trackingId']);
  const at = amazon.control.now();
  const journey = [
    { eventCode: 'PickupDone', at: at + 1000 },
    { eventCode: 'Undeliverable', at: at + 2000 },
    { eventCode: 'ReturnInitiated', at: at + 3000, back: true },
  ];
  amazon.control.travel(orderId, { journey, detailCodes: ['AddressNotFound'] });
  amazon.control.changeClock({ advanceMs: 2500 });
  const told = await amazon.get(`/shipping/v2/tracking?trackingId=${tracking}&carrierId=${carrierId}`);
  expect(entries(told.body['payload']?.['eventHistory']).map((event) => event['eventCode'])).toEqual(['Undeliverable', 'PickupDone']);
  withoutProblems();
});
