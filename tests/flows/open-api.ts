/** The part of the desk's OpenAPI description that its tests look at. */
export type OpenApi = { paths: Record<string, Record<string, Operation>> };
export type Operation = {
  'x-permission'?: string;
  summary?: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

export type Described = { route: string; method: string; path: string; operation: Operation };

export const describedRoutes = ({ paths }: OpenApi): Described[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
