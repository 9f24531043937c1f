import { z } from 'zod';
import { ApiFailure, denied } from '../http/api-failure.ts';
import { jsonBody } from '../http/json-body.ts';
import type { SellerOperation } from '../http/operation.ts';
import { TOKEN_LIFE_SECONDS, type TokenMint } from '../lwa/access-token.ts';

const bodyShape = z.object({
  targetApplication: z.string().optional(),
  restrictedResources: z
    .array(
      z.object({
        method: z.string(),
        path: z.string(),
        dataElements: z.array(z.enum(['buyerInfo', 'shippingAddress', 'buyerTaxInformation'])).default([]),
      }),
    )
    .min(1)
    .max(50),
});

/** A list or an order holds personal data beside other data; the token must say which it is for. */
const NEEDS_ELEMENTS = /^\/orders\/v0\/orders(?:\/[^/]+)?(?:\/orderItems)?$/;

/** Orders of the v0 API and bought labels, for which a part in braces stands for any of them, and single documents of reports. */
const RESTRICTED = /^\/orders\/v0\/orders\b|^\/mfn\/v0\/shipments(?:\/[^/]+)?$|^\/reports\/2021-06-30\/documents\/[^/{}]+$/;

/** `createRestrictedDataToken`: opens personal data of the v0 API and of reports at the paths named. */
export const createRestrictedDataToken = (tokens: TokenMint): SellerOperation => ({
  name: 'createRestrictedDataToken',
  method: 'POST',
  path: '/tokens/2021-03-01/restrictedDataToken',
  rate: 1,
  burst: 10,
  handle(call) {
    const { restrictedResources: resources } = jsonBody(call, bodyShape);
    for (const { method, path, dataElements } of resources) {
      const problem = !['GET', 'PUT', 'POST', 'DELETE'].includes(method)
        ? 'Resource not provided.'
        : !RESTRICTED.test(path)
          ? `${path} is not a restricted resource.`
          : NEEDS_ELEMENTS.test(path) && dataElements.length === 0
            ? `dataElements are required for ${path}.`
            : undefined;
      if (problem !== undefined) {
        throw new ApiFailure(400, [{ code: 'InvalidRequest', message: 'Request is missing or has invalid parameters', details: problem }]);
      }
    }
    const isRestricted = (['direct-to-consumer-shipping', 'tax-invoicing', 'tax-remittance'] as const).some((role) =>
      call.account.roles.includes(role),
    );
    if (!isRestricted) throw denied('The application has no role for restricted data.');
    const token = tokens.issue({ kind: 'restricted', account: call.account.name, resources }, call.now);
    return { status: 200, body: { restrictedDataToken: token, expiresIn: TOKEN_LIFE_SECONDS } };
  },
});
