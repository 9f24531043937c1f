import { z } from 'zod';
import { compact } from '#src/kernel/compact.ts';
import {
  buyBody,
  carrierKind,
  carriersBody,
  type LabelView,
  labelSettings,
  labelView,
  ownLabelBody,
  printBody,
  quoteView,
  ratesBody,
  settingsView,
} from '#src/modules/labels/contract.ts';
import {
  addOwnLabel,
  askLabel,
  getRates,
  type LabelsDeps,
  printLabels,
  saveLabelSettings,
  sendLabels,
  switchCarrier,
  voidLabel,
} from '#src/modules/labels/index.ts';
import { arrivalOf, carrierSettings, isLateRisk, type Label, labelsOf, settingsOf } from '#src/modules/labels/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const ofOrder = ofAccount.extend({ orderId: z.string().min(1).max(40) });
const ofLabel = ofAccount.extend({ labelId: z.string().regex(/^\d{1,18}$/) });
const key = z.object({ 'idempotency-key': z.string().min(1).max(200) });
const buy = { permission: 'labels.buy', audit: 'label.asked' } as const;
const list = z.object({ labels: z.array(labelView) });

/** Labels: rates of a parcel side by side, buying, printing, giving back, and how all that is set up. */
export const labelRoutes =
  (deps: LabelsDeps) =>
  (app: HttpApp): void => {
    const { database } = deps;

    app.get(
      '/api/v1/orders/:accountId/:orderId/labels',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Lists the labels of an order, newest first', params: ofOrder, response: { 200: list } },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const labels = await database.read([accountId], (db) => labelsOf(db, accountId, orderId));
        return { labels: labels.map(viewOf) };
      },
    );

    app.post(
      '/api/v1/orders/:accountId/:orderId/rates',
      {
        config: { permission: 'labels.buy', audit: 'label.rates' },
        schema: {
          summary: 'Asks all carriers what a parcel of this order costs',
          description:
            'Keeps what they offer as a quote, with the choice of the rules and its reasons. Carriers that fail stand under `unavailable`.',
          params: ofOrder,
          body: ratesBody,
          response: { 200: quoteView },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const { items, ...body } = request.body;
        const wish = { ...body, orderId, items: items?.map(compact) };
        const quote = await getRates(deps, accountId, wish, request.person.name);
        const { quoteId, at, deliverBy, unavailable, chosen, rule, why } = quote;
        const offers = quote.offers.map((offer, index) => {
          const { kind, carrier, service, price, earliest, latest, protection, formats, expiresAt } = offer;
          return {
            offer: index,
            kind,
            carrier,
            service,
            price,
            earliest,
            latest,
            arrival: arrivalOf(offer, deliverBy),
            lateRisk: isLateRisk(offer, deliverBy),
            claimsProtected: protection.claims,
            excluded: protection.excluded,
            formats,
            expiresAt,
          };
        });
        return {
          quoteId,
          at: at.toISOString(),
          deliverBy: deliverBy?.toISOString() ?? null,
          parcel: quote.wish.parcel,
          offers,
          unavailable,
          chosen,
          rule,
          why,
        };
      },
    );

    app.post(
      '/api/v1/labels/:accountId',
      {
        config: buy,
        schema: {
          summary: 'Buys the label of an offer',
          description:
            'The answer comes at once; the label goes asked → buying → bought. The same `Idempotency-Key` again answers with the same label.',
          params: ofAccount,
          headers: key,
          body: buyBody,
          response: { 200: labelView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const asked = { ...request.body, key: request.headers['idempotency-key'] };
        return viewOf(await askLabel(deps, accountId, asked, request.person.name));
      },
    );

    app.post(
      '/api/v1/orders/:accountId/:orderId/own-label',
      {
        config: buy,
        schema: {
          summary: 'Takes in a label that was bought elsewhere, and confirms the order with it',
          params: ofOrder,
          headers: key,
          body: ownLabelBody,
          response: { 200: labelView },
        },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        const { file, items, ...own } = request.body;
        const bytes = file && { format: file.format, bytes: Buffer.from(file.base64, 'base64') };
        const label = {
          ...own,
          items: items?.map(compact),
          orderId,
          key: request.headers['idempotency-key'],
          ...(bytes ? { file: bytes } : {}),
        };
        return viewOf(await addOwnLabel(deps, accountId, label, request.person.name));
      },
    );

    app.post(
      '/api/v1/labels/:accountId/:labelId/void',
      {
        config: { permission: 'labels.buy', audit: 'label.voided' },
        schema: { summary: 'Gives an unused label back', params: ofLabel, response: { 200: labelView } },
      },
      async (request) => {
        const { accountId, labelId } = request.params;
        mustSee(request, accountId);
        return viewOf(await voidLabel(deps, accountId, labelId));
      },
    );

    app.post(
      '/api/v1/labels/:accountId/print',
      {
        config: { permission: 'orders.personal', audit: 'personal.printed' },
        schema: {
          summary: 'Gives the files of labels as one, in the order asked for',
          description: 'A PDF for labels on paper, a stream of ZPL for those of a label printer.',
          params: ofAccount,
          body: printBody,
          produces: ['application/pdf', 'application/zpl'],
          response: { 200: z.any().describe('A PDF file, or ZPL') },
        },
      },
      async (request, reply) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { bytes, type } = await printLabels(deps, accountId, request.body.labelIds, request.person.name);
        const name = type === 'application/pdf' ? 'labels.pdf' : 'labels.zpl';
        return reply
          .type(type)
          .header('content-disposition', `inline; filename="${name}"`)
          .header('cache-control', 'no-store')
          .send(Buffer.from(bytes));
      },
    );

    app.post(
      '/api/v1/labels/:accountId/send',
      {
        config: { permission: 'orders.personal', audit: 'personal.printed' },
        schema: {
          summary: 'Sends ZPL labels to the printer of the account',
          params: ofAccount,
          body: printBody,
          response: { 200: z.object({ sent: z.int() }) },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        return sendLabels(deps, accountId, request.body.labelIds, request.person.name);
      },
    );

    const settings = async (accountId: string) =>
      database.read([accountId], async (db) => {
        const known = await carrierSettings(db, accountId);
        const carriers = carrierKind.options.map((kind) => {
          const set = known.find((each) => each.kind === kind);
          return { kind, enabled: set?.enabled ?? kind === 'buy_shipping', hasKey: (set?.sealed ?? null) !== null };
        });
        return { settings: await settingsOf(db, accountId), carriers };
      });

    app.get(
      '/api/v1/labels/:accountId/settings',
      {
        config: { permission: 'labels.buy' },
        schema: { summary: 'Shows how labels of an account are bought', params: ofAccount, response: { 200: settingsView } },
      },
      (request) => {
        mustSee(request, request.params.accountId);
        return settings(request.params.accountId);
      },
    );

    app.put(
      '/api/v1/labels/:accountId/settings',
      {
        config: { permission: 'labels.manage', audit: 'labels.set-up' },
        schema: {
          summary: 'Says where parcels leave from, what they are packed in, and how labels are chosen and printed',
          params: ofAccount,
          body: labelSettings,
          response: { 200: settingsView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { shipFrom, ...rest } = request.body;
        const { address, byLocation } = shipFrom;
        const addresses = byLocation && Object.fromEntries(Object.entries(byLocation).map(([id, each]) => [id, compact(each)]));
        const from = compact({ address: address && compact(address), byLocation: addresses });
        await saveLabelSettings(deps, accountId, { ...rest, shipFrom: from }, request.person.name);
        return settings(accountId);
      },
    );

    app.put(
      '/api/v1/labels/:accountId/carriers',
      {
        config: { permission: 'labels.manage', audit: 'labels.set-up' },
        schema: {
          summary: 'Switches ways of buying labels on and off',
          params: ofAccount,
          body: carriersBody,
          response: { 200: settingsView },
        },
      },
      async (request) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        for (const carrier of request.body.carriers) await switchCarrier(deps, accountId, carrier, request.person.name);
        return settings(accountId);
      },
    );
  };

function viewOf(label: Label): LabelView {
  const { labelId, orderId, kind, state, reason, carrierCode, carrierMessage, price, tracking, refund, confirmation, rule, why, askedBy } =
    label;
  return {
    labelId,
    orderId,
    kind,
    state,
    reason,
    carrierCode,
    carrierMessage,
    carrier: label.offer.carrier,
    service: label.offer.service,
    price,
    tracking,
    refund,
    confirmation,
    claimsProtected: label.offer.protection.claims,
    rule,
    why,
    items: label.wish.items.map(({ itemId, sku, quantity }) => ({ itemId, sku, quantity })),
    askedBy,
    askedAt: label.askedAt.toISOString(),
    boughtAt: label.boughtAt?.toISOString() ?? null,
    voidedAt: label.voidedAt?.toISOString() ?? null,
    printed: label.printed,
    hasFile: label.hasFile,
  };
}
