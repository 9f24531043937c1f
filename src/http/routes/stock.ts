import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Clock } from '#src/kernel/clock.ts';
import {
  locationBody,
  mapBody,
  productBody,
  productDetails,
  stockChange,
  stockExceptions,
  stockLocation,
  stockMovement,
  stockObjective,
  stockOutcome,
  stockPage,
  stockQuery,
  stockSummary,
} from '#src/modules/inventory/contract.ts';
import {
  adoptAll,
  archive,
  changeStock,
  chooseObjective,
  dropDelivery,
  expectDelivery,
  mapSku,
  saveBin,
  saveLocation,
  saveProduct,
  undoStock,
} from '#src/modules/inventory/index.ts';
import {
  locationsWithBins,
  movementsOf,
  objectiveOf,
  productDetailsOf,
  productsMeant,
  stockExceptionsOf,
  stockPageOf,
  stockSummaryOf,
} from '#src/modules/inventory/questions.ts';
import type { Database } from '#src/platform/db.ts';
import type { HttpApp } from '../http-app.ts';
import { mustSee } from '../visible.ts';

type Deps = { database: Database; clock: Clock };

const idText = z.string().regex(/^\d{1,18}$/);
const oneProduct = z.object({ productId: idText });
const oneLocation = z.object({ locationId: idText });
const read = { permission: 'stock.read' } as const;
const change = { permission: 'stock.change' } as const;
const setUp = { permission: 'stock.manage' } as const;
const made = z.object({ id: z.string() });
const done = z.object({ done: z.literal(true) });
const found = z.object({ items: z.array(z.object({ productId: z.string(), code: z.string(), title: z.string(), by: z.string() })) });
const settings = z.object({ objective: stockObjective, locations: z.array(stockLocation) });
const delivery = z.object({
  productId: idText,
  locationId: idText,
  quantity: z.int().min(1).max(1_000_000),
  expectedOn: z.iso
    .date()
    .refine((day) => day >= '0001', 'must be a day of our era')
    .nullable(),
  ref: z.string().trim().max(100).default(''),
});

/** Stock: products of the whole organisation, the shelves they lie on, and what people do with them. */
export const stockRoutes =
  (deps: Deps) =>
  (app: HttpApp): void => {
    const { database } = deps;
    const details = async (accounts: readonly string[], productId: string) => {
      const product = await database.read(accounts, (db) => productDetailsOf(db, productId));
      if (!product) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
      return product;
    };

    app.get(
      '/api/v1/stock',
      { config: read, schema: { summary: 'Lists products with their stock', querystring: stockQuery, response: { 200: stockPage } } },
      (request) => {
        const { text, show, location, cursor, limit } = request.query;
        return database.read(request.accounts, (db) => stockPageOf(db, { text, show, location, after: cursor, limit }));
      },
    );

    app.get(
      '/api/v1/stock/summary',
      { config: read, schema: { summary: 'Counts products, units and what needs a look', response: { 200: stockSummary } } },
      (request) => database.read(request.accounts, stockSummaryOf),
    );

    app.get(
      '/api/v1/stock/find',
      {
        config: read,
        schema: {
          summary: 'Finds the product that a scanned text means',
          description: 'What a scanner reads or a person types exactly: a barcode, a product’s number, a SKU or an ASIN.',
          querystring: z.object({ text: z.string().trim().min(1).max(200) }),
          response: { 200: found },
        },
      },
      async (request) => ({ items: await database.read(request.accounts, (db) => productsMeant(db, request.query.text)) }),
    );

    app.get(
      '/api/v1/stock/exceptions',
      { config: read, schema: { summary: 'Lists what stock cannot settle by itself', response: { 200: stockExceptions } } },
      (request) => database.read(request.accounts, stockExceptionsOf),
    );

    app.get(
      '/api/v1/stock/settings',
      { config: read, schema: { summary: 'Shows how orders are spread over locations', response: { 200: settings } } },
      (request) =>
        database.read(request.accounts, async (db) => ({ objective: await objectiveOf(db), locations: await locationsWithBins(db) })),
    );

    app.put(
      '/api/v1/stock/settings',
      {
        config: setUp,
        schema: {
          summary: 'Changes how orders are spread over locations',
          body: z.object({ objective: stockObjective }),
          response: { 200: done },
        },
      },
      async (request) => {
        await chooseObjective(deps, request.body.objective);
        return { done: true as const };
      },
    );

    app.get(
      '/api/v1/stock/products/:productId',
      { config: read, schema: { summary: 'Shows a product', params: oneProduct, response: { 200: productDetails } } },
      (request) => details(request.accounts, request.params.productId),
    );

    app.get(
      '/api/v1/stock/products/:productId/movements',
      {
        config: read,
        schema: {
          summary: 'Lists the movements of a product',
          params: oneProduct,
          querystring: z.object({ before: idText.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
          response: { 200: z.object({ items: z.array(stockMovement) }) },
        },
      },
      async (request) => ({
        items: await database.read(request.accounts, (db) =>
          movementsOf(db, request.params.productId, request.query.before, request.query.limit),
        ),
      }),
    );

    app.post(
      '/api/v1/stock/products',
      { config: change, schema: { summary: 'Makes a product', body: productBody, response: { 200: productDetails } } },
      async (request) => details(request.accounts, await saveProduct(deps, request.accounts, undefined, request.body)),
    );

    app.put(
      '/api/v1/stock/products/:productId',
      {
        config: change,
        schema: { summary: 'Changes a product', params: oneProduct, body: productBody, response: { 200: productDetails } },
      },
      async (request) => details(request.accounts, await saveProduct(deps, request.accounts, request.params.productId, request.body)),
    );

    app.post(
      '/api/v1/stock/products/:productId/archive',
      {
        config: change,
        schema: {
          summary: 'Archives a product or brings it back',
          params: oneProduct,
          body: z.object({ archived: z.boolean() }),
          response: { 200: productDetails },
        },
      },
      async (request) => {
        await archive(deps, request.params.productId, request.body.archived);
        return details(request.accounts, request.params.productId);
      },
    );

    app.post(
      '/api/v1/stock/changes',
      {
        config: change,
        schema: {
          summary: 'Receives, adjusts, counts or moves units',
          description:
            'Receives (quantity comes in), adjusts (quantity is added, or taken if negative), counts (quantity lies there) or moves (to toBinId). All lines or none; the same entry twice does it once.',
          body: stockChange,
          response: { 200: stockOutcome },
        },
      },
      (request) => changeStock(deps, request.body, request.person.name),
    );

    app.post(
      '/api/v1/stock/changes/undo',
      {
        config: change,
        schema: {
          summary: 'Takes an entry of stock back',
          body: z.object({ entry: z.string().min(1).max(200) }),
          response: { 200: stockOutcome },
        },
      },
      (request) => undoStock(deps, request.body.entry, request.person.name),
    );

    app.post(
      '/api/v1/stock/skus/map',
      { config: change, schema: { summary: 'Says which product a SKU is', body: mapBody, response: { 200: made } } },
      async (request) => {
        mustSee(request, request.body.accountId);
        return { id: await mapSku(deps, request.body, request.person.name) };
      },
    );

    app.post(
      '/api/v1/stock/skus/adopt',
      {
        config: change,
        schema: {
          summary: 'Makes a product of every SKU that nobody has mapped',
          description: 'Every SKU that nobody has mapped becomes a product of its own, or the product that bears its number.',
          response: { 200: z.object({ adopted: z.int() }) },
        },
      },
      async (request) => ({ adopted: await adoptAll(deps, request.accounts, request.person.name) }),
    );

    app.post(
      '/api/v1/stock/locations',
      { config: setUp, schema: { summary: 'Makes a location', body: locationBody, response: { 200: made } } },
      async (request) => ({
        id: await saveLocation(deps, undefined, request.body),
      }),
    );

    app.put(
      '/api/v1/stock/locations/:locationId',
      { config: setUp, schema: { summary: 'Changes a location', params: oneLocation, body: locationBody, response: { 200: made } } },
      async (request) => ({ id: await saveLocation(deps, request.params.locationId, request.body) }),
    );

    app.post(
      '/api/v1/stock/locations/:locationId/bins',
      {
        config: change,
        schema: {
          summary: 'Makes a bin in a location',
          params: oneLocation,
          body: z.object({ name: z.string().trim().min(1).max(40) }),
          response: { 200: made },
        },
      },
      async (request) => ({ id: await saveBin(deps, request.params.locationId, request.body.name) }),
    );

    app.post(
      '/api/v1/stock/deliveries',
      { config: change, schema: { summary: 'Notes a delivery that is expected', body: delivery, response: { 200: done } } },
      async (request) => {
        await expectDelivery(deps, request.body, request.person.name);
        return { done: true as const };
      },
    );

    app.delete(
      '/api/v1/stock/deliveries/:incomingId',
      {
        config: change,
        schema: { summary: 'Drops an expected delivery', params: z.object({ incomingId: idText }), response: { 200: done } },
      },
      async (request) => {
        await dropDelivery(deps, request.params.incomingId);
        return { done: true as const };
      },
    );
  };
