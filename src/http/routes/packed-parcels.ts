import { z } from 'zod';
import {
  giftView,
  measuresBody,
  packEvidence,
  packParcel,
  parcelLabelBody,
  photoFields,
  productMeasures,
} from '#src/modules/packing/contract.ts';
import {
  changeMeasures,
  chooseLabel,
  oneParcelView,
  type PackingDeps,
  photographParcel,
  readGifts,
  readPhoto,
  reopenParcel,
} from '#src/modules/packing/index.ts';
import { evidenceOf, measuresOf } from '#src/modules/packing/questions.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';
import { packerOf, photoOf } from './packing.ts';

const idText = z.string().regex(/^\d{1,18}$/);
const ofParcel = z.object({ accountId: idText, parcelId: idText });
const ofOrder = z.object({ accountId: idText, orderId: z.string().min(1).max(40) });
const ofProduct = z.object({ productId: idText });

/** Parcels that are packed: their labels, photos and evidence, and what products measure. */
export const packedParcelRoutes =
  (deps: PackingDeps) =>
  (app: HttpApp): void => {
    const { database } = deps;

    app.get(
      '/api/v1/packing/parcels/:accountId/:parcelId',
      {
        config: { permission: 'floor.work' },
        schema: { summary: 'Shows a packed parcel with its label', params: ofParcel, response: { 200: packParcel } },
      },
      (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        return database.read([accountId], (db) => oneParcelView(db, accountId, parcelId));
      },
    );

    app.post(
      '/api/v1/packing/parcels/:accountId/:parcelId/reopen',
      {
        config: { permission: 'floor.work', audit: 'parcel.reopened' },
        schema: {
          summary: 'Opens a packed parcel again',
          description: 'A label that was bought for it and not used is given back first.',
          params: ofParcel,
          response: { 200: packParcel },
        },
      },
      (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        return reopenParcel(deps, accountId, parcelId, packerOf(request));
      },
    );

    app.post(
      '/api/v1/packing/parcels/:accountId/:parcelId/label',
      {
        config: { permission: 'labels.buy', audit: 'label.asked' },
        schema: {
          summary: 'Settles the label of a packed parcel',
          description:
            'By the rules, an offer of a quote, a label that is there, or one that was bought elsewhere. A parcel buys one label.',
          params: ofParcel,
          body: parcelLabelBody,
          response: { 200: packParcel },
        },
      },
      (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        return chooseLabel(deps, accountId, parcelId, request.body, request.person.name);
      },
    );

    app.post(
      '/api/v1/packing/parcels/:accountId/:parcelId/photos',
      {
        config: { permission: 'floor.work', audit: 'photo.taken', upload: photoFields },
        schema: {
          summary: 'Keeps a photo of a packed parcel',
          description: 'A JPEG, PNG or WebP picture of up to 5 MB as the part "file".',
          consumes: ['multipart/form-data'],
          params: ofParcel,
          response: { 200: packParcel },
        },
      },
      async (request) => {
        const { accountId, parcelId } = request.params;
        mustSee(request, accountId);
        return photographParcel(deps, accountId, parcelId, await photoOf(request), request.person.name);
      },
    );

    app.get(
      '/api/v1/packing/photos/:accountId/:photoId',
      {
        config: { permission: 'orders.personal', audit: 'photo.seen' },
        schema: {
          summary: 'Gives a photo of a parcel',
          params: z.object({ accountId: idText, photoId: idText }),
          produces: ['image/jpeg', 'image/png', 'image/webp'],
          response: { 200: z.any().describe('The picture') },
        },
      },
      async (request, reply) => {
        const { accountId, photoId } = request.params;
        mustSee(request, accountId);
        const { type, bytes } = await readPhoto(deps, accountId, photoId, request.person.name);
        return reply.type(type).header('cache-control', 'no-store').header('content-disposition', 'inline').send(bytes);
      },
    );

    app.get(
      '/api/v1/packing/orders/:accountId/:orderId',
      {
        config: { permission: 'orders.read' },
        schema: { summary: 'Shows what is kept of the packing of an order', params: ofOrder, response: { 200: packEvidence } },
      },
      (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return database.read([accountId], (db) => evidenceOf(db, accountId, orderId));
      },
    );

    app.get(
      '/api/v1/packing/orders/:accountId/:orderId/gift',
      {
        config: { permission: 'orders.personal', audit: 'personal.gift' },
        schema: { summary: 'Gives the gift messages of an order', params: ofOrder, response: { 200: giftView } },
      },
      async (request) => {
        const { accountId, orderId } = request.params;
        mustSee(request, accountId);
        return { gifts: await readGifts(deps, accountId, orderId, request.person.name) };
      },
    );

    app.get(
      '/api/v1/packing/products/:productId/measures',
      {
        config: { permission: 'stock.read' },
        schema: { summary: 'Shows what a unit of a product weighs and measures', params: ofProduct, response: { 200: productMeasures } },
      },
      (request) => database.read([], (db) => measuresOf(db, request.params.productId)),
    );

    app.put(
      '/api/v1/packing/products/:productId/measures',
      {
        config: { permission: 'stock.change' },
        schema: {
          summary: 'Says what a unit of a product weighs and measures',
          params: ofProduct,
          body: measuresBody,
          response: { 200: productMeasures },
        },
      },
      (request) => changeMeasures(deps, request.params.productId, request.body),
    );
  };
