import { type Contract, pathPattern } from './contract.ts';
import { findModel, MODEL_FILES, type Model } from './find-model.ts';
import { modelChecks } from './model-schema.ts';

/** The folder with Amazon's models; undefined where the environment gives none. */
export const modelsFolder = process.env['WAYBILL_SPAPI_MODELS'] || undefined;

/** One request and the answer to it, as Amazon's own sandbox gives it. `parameters` are by name, `body` among them. */
export type SandboxCase = {
  id: string;
  operation: string;
  method: string;
  path: string;
  status: number;
  parameters: Record<string, unknown>;
  response: unknown;
};

type ModelOperation = { file: string; id: string; method: string; path: string; model: Model };

function operationsOf(folder: string, files: string[]): ModelOperation[] {
  return files.flatMap((file) => {
    const model = findModel(folder, file);
    return Object.entries(model.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => operation.responses)
        .map(([method, { operationId = method }]) => ({ file, id: operationId, method: method.toUpperCase(), path, model })),
    );
  });
}

const responsesOf = ({ model, path, method }: ModelOperation) => model.paths[path]?.[method.toLowerCase()]?.responses ?? {};

/** Amazon's own models as a contract: a status, a field or a word that they do not document is a problem. */
export function officialContract(folder: string, files = MODEL_FILES): Contract {
  const operations = files.flatMap((file) => {
    const ofFile = operationsOf(folder, [file]);
    const checkOf = modelChecks(ofFile[0]?.model.definitions ?? {});
    return ofFile.map((operation) => ({
      name: `${operation.id} (${file})`,
      method: operation.method,
      path: operation.path,
      pattern: pathPattern(operation.path),
      checks: new Map(
        Object.entries(responsesOf(operation)).map(([status, { schema }]) => [Number(status), schema ? checkOf(schema) : nothingAtAll]),
      ),
    }));
  });
  return {
    name: "Amazon's models",
    operations: operations.map(({ name, method, path, checks }) => ({ name, method, path, statuses: [...checks.keys()] })),
    problems({ method, path, status, body }) {
      const operation = operations.find((each) => each.method === method && each.pattern.test(path));
      if (!operation) return [`${method} ${path} is no operation of the models.`];
      const check = operation.checks.get(status);
      return check ? check(body) : [`${operation.name} never answers ${status}.`];
    },
  };
}

const nothingAtAll = (body: unknown) => (body === undefined ? [] : ['There must be no body.']);

/** The static cases of Amazon's sandbox, in the order of the models. */
export function officialCases(folder: string): SandboxCase[] {
  return operationsOf(folder, MODEL_FILES).flatMap((operation) =>
    Object.entries(responsesOf(operation)).flatMap(([status, response]) =>
      (response['x-amzn-api-sandbox']?.static ?? []).map((each, index) => ({
        id: `${operation.id} ${operation.path} ${status} #${index + 1}`,
        operation: operation.id,
        method: operation.method,
        path: operation.path,
        status: Number(status),
        parameters: Object.fromEntries(Object.entries(each.request?.parameters ?? {}).map(([name, { value }]) => [name, value])),
        response: each.response,
      })),
    ),
  );
}
