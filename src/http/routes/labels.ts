import { z } from 'zod';
import { compact } from '#src/kernel/compact.ts';
import { buyBody, type LabelView, labelView, ownLabelBody, printBody, quoteView, ratesBody } from '#src/modules/labels/contract.ts';
import {
  addOwnLabel,
  askLabel,
  getRates,
  type LabelsDeps,
  printForms,
  printLabels,
  sendLabels,
  voidLabel,
} from '#src/modules/labels/index.ts';
import { arrivalOf, isLateRisk, type Label, labelsOf } from '#src/modules/labels/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';
import { labelCustomsRoutes } from './label-customs.ts';
import { labelRuleRoutes } from './label-rules.ts';
import { labelSettingsRoutes } from './label-settings.ts';

const ofAccount = z.object({ accountId: z.string().regex(/^\d{1,18}$/) });
const ofOrder = ofAccount.extend({ orderId: z.string().min(1).max(40) });
const ofLabel = ofAccount.extend({ labelId: z.string().regex(/^\d{1,18}$/) });
const key = z.object({ 'idempotency-key': z.string().min(1).max(200) });
const buy = { permission: 'labels.buy', audit: 'label.asked' } as const;
const list = z.object({ labels: z.array(labelView) });

/** Labels: rates of a parcel side by side, buying, printing, giving back. */
export const labelRoutes =
  (deps: LabelsDeps) =>
  (app: HttpApp): void => {
    const { database } = deps;
    labelSettingsRoutes(deps)(app);
    labelRuleRoutes(deps)(app);
    labelCustomsRoutes(deps)(app);

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
            estimated: offer.estimated === true,
            arrival: arrivalOf(offer, deliverBy),
            lateRisk: isLateRisk(offer, deliverBy),
            claimsProtected: protection.claims,
            onTimeProtected: protection.onTime,
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
          premium: quote.facts.premium,
          customs: quote.wish.customs ?? null,
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
        bodyLimit: 5 * 1024 * 1024,
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
        return viewOf(await voidLabel(deps, accountId, labelId, request.person.name));
      },
    );

    app.post(
      '/api/v1/labels/:accountId/print',
      {
        config: { permission: 'orders.personal', audit: 'personal.printed' },
        schema: {
          summary: 'Gives the files of labels as one, in the order asked for',
          description:
            'A PDF for labels on paper, a stream of ZPL for those of a label printer. Forms for customs follow their label; with `slip` also the packing slip of what is in the parcel.',
          params: ofAccount,
          body: printBody,
          produces: ['application/pdf', 'application/zpl'],
          response: { 200: z.any().describe('A PDF file, or ZPL') },
        },
      },
      async (request, reply) => {
        const { accountId } = request.params;
        mustSee(request, accountId);
        const { labelIds, slip, part } = request.body;
        const by = request.person.name;
        const { bytes, type } =
          part === 'forms'
            ? { bytes: await printForms(deps, accountId, labelIds, by), type: 'application/pdf' }
            : await printLabels(deps, accountId, labelIds, by, slip);
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
    forms: label.forms,
    format: label.wish.format,
  };
}
