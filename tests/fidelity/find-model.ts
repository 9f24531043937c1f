import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The part of a Swagger 2.0 model that the checks read. */
export type Model = {
  paths: Record<string, Record<string, ModelOperation>>;
  definitions: Record<string, Schema>;
};

type ModelOperation = { operationId?: string; responses?: Record<string, ModelResponse> };
type ModelResponse = {
  schema?: Schema;
  headers?: Record<string, unknown>;
  'x-amzn-api-sandbox'?: { static?: { request?: { parameters?: Record<string, { value: unknown }> }; response?: unknown }[] };
};

export type Schema = { [keyword: string]: unknown };

/** The models of the APIs that the simulator serves, by the names that their files have in Amazon's repository. */
export const MODEL_FILES = ['orders_2026-01-01.json', 'ordersV0.json', 'feeds_2021-06-30.json', 'sellers.json', 'tokens_2021-03-01.json'];

/** The models of the APIs that sell labels and take parcels away. */
export const LABEL_MODEL_FILES = ['merchantFulfillmentV0.json', 'shippingV2.json', 'easyShip_2022-03-23.json'];

/** The models of the APIs that tell of orders by other ways: reports, sales figures and notifications. */
export const SOURCE_MODEL_FILES = ['reports_2021-06-30.json', 'sales.json', 'notifications.json'];

/** The models of the APIs that tell of stock. */
export const STOCK_MODEL_FILES = ['listingsItems_2021-08-01.json', 'fbaInventory.json', 'catalogItems_2022-04-01.json'];

/**
 * Reads one model. The folder is either a flat one with the files, or a clone of Amazon's repository (or its `models`
 * folder), where each stands in a folder of its own.
 */
export function findModel(folder: string, file: string): Model {
  const model = findJson(folder, file);
  if (model === undefined)
    throw new Error(`WAYBILL_SPAPI_MODELS: ${file} is not in ${folder}. Give a clone of github.com/amzn/selling-partner-api-models.`);
  return model as Model;
}

/** Any file of the folder, such as the schema of a notification; undefined where the folder does not have it. */
export function findJson(folder: string, file: string): unknown {
  const nested = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => basename(path) === file && !/(^|[/\\])\./.test(path));
  const path = existsSync(join(folder, file)) ? file : nested();
  return path === undefined ? undefined : JSON.parse(readFileSync(join(folder, path), 'utf8'));
}
