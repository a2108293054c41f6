// The project's own rules of `redocly lint`; redocly.yaml turns them on.
//
// Each rule is a visitor: Redocly calls the function named after a kind of node with every node of that kind. For a
// `$ref` it passes the target and the target's location, so that nothing is reported twice.

export default function sessions() {
  return {
    id: 'sessions',
    rules: {
      oas3: {
        'union-tag': unionTag,
        'named-object': namedObject,
        'const-not-enum': constNotEnum,
        described,
        example,
        'error-responses': errorResponses,
      },
    },
  };
}

// ---------------------------------------------------------------------------------------------------------- schemas

const NAMED_SCHEMA = /^#\/components\/schemas\/[^/]+$/;
// A member of the `allOf` of a named schema is a part of it, not an object of its own.
const NAMED_OBJECT = /^#\/components\/schemas\/[^/]+(\/allOf\/\d+)*$/;
const VARIANT = /\/(oneOf|anyOf)\/\d+$/;

const isObject = (schema) => [schema.type].flat().includes('object') || 'properties' in schema;
const isMap = (schema) => !schema.properties;
const isBlank = (text) => typeof text !== 'string' || text.trim() === '';
const union = (schema) => schema.oneOf ?? schema.anyOf;

/** The schema and the members of its `allOf`. */
function pieces(schema, resolve, seen = new Set()) {
  if (!schema || seen.has(schema)) return [];
  seen.add(schema);
  return [schema, ...(schema.allOf ?? []).flatMap((piece) => pieces(resolve(piece).node, resolve, seen))];
}

/**
 * The object variants of a union: their names, the references of the union that lead to them, and the values of their
 * required `const` properties.
 *
 * The variants of a variant that is a union itself count as this one's. Other types than objects are distinguished by
 * their type, and a reference that leads nowhere is reported by one of Redocly's own rules.
 */
function objectVariants(schema, resolve, outer, seen = new Set()) {
  if (seen.has(schema)) return [];
  seen.add(schema);
  return union(schema).flatMap((variant) => {
    const { node } = resolve(variant);
    const reference = outer ?? variant.$ref;
    if (node && union(node)) return objectVariants(node, resolve, reference, seen);
    const parts = pieces(node, resolve);
    if (!parts.some(isObject)) return [];
    const properties = Object.assign({}, ...parts.map((part) => part.properties));
    const constants = new Map();
    for (const name of parts.flatMap((part) => part.required ?? [])) {
      const value = resolve(properties[name] ?? {}).node?.const;
      if (value !== undefined) constants.set(name, value);
    }
    return [{ name: variant.$ref?.split('/').pop() ?? 'one without a name', reference, constants }];
  });
}

/** The names of the variants without a value of this tag, or with the value of another. */
function undistinguishedBy(tag, variants) {
  const seen = new Set([undefined]);
  return variants.filter(({ constants }) => {
    const value = constants.get(tag);
    const isDistinct = !seen.has(value);
    seen.add(value);
    return !isDistinct;
  }).map(({ name }) => name);
}

/**
 * The object variants of a union are distinguished by one required property, whose `const` differs from one to the next;
 * a discriminator, where there is one, names that property and maps each of its values to its variant.
 *
 * Generated decoders look up the tag once, in a dictionary. Without a tag they would have to try each variant in turn,
 * and an object that several variants accept would become the first of them.
 */
function unionTag() {
  return {
    Schema(schema, { report, location, resolve }) {
      if (!union(schema)) return;
      const variants = objectVariants(schema, resolve);
      const { discriminator } = schema;
      if (variants.length < 2 && !discriminator) return;
      const tags = discriminator
        ? [discriminator.propertyName]
        : variants.flatMap(({ constants }) => [...constants.keys()]);
      const [tag, undistinguished] = tags
        .map((name) => [name, undistinguishedBy(name, variants)])
        .sort(([, some], [, others]) => some.length - others.length)[0] ?? [undefined, ['any']];
      if (undistinguished.length > 0) {
        report({
          message: `${tag === undefined ? 'Nothing distinguishes' : `\`${tag}\` does not distinguish`} ${undistinguished.join(', ')} from the`
            + ' others: give every variant the same required property, with a `const` of its own.',
          location: discriminator ? location.child(['discriminator', 'propertyName']) : location.key(),
        });
        return;
      }
      if (!discriminator) return;
      const mapping = discriminator.mapping ?? {};
      const at = location.child(['discriminator', 'mapping']);
      const expected = new Map(variants.map(({ reference, constants }) => [String(constants.get(tag)), reference]));
      for (const [value, reference] of expected) {
        if (mapping[value] === reference) continue;
        report({
          message: `The discriminator does not map \`${value}\` to its variant: write \`${value}: '${reference}'\`.`,
          location: value in mapping ? at.child(value) : location.child('discriminator'),
        });
      }
      for (const value of Object.keys(mapping)) {
        if (expected.has(value)) continue;
        report({
          message: `No variant has the value \`${value}\`: remove it from the mapping.`,
          location: at.child(value),
        });
      }
    },
  };
}

/**
 * Every object is a named component; only a map, which has no fields, may be inline, but not in a union.
 *
 * The generator makes a class of every object, and names an inline one after its place: the name that users import
 * would change as soon as the object is used anywhere else.
 */
function namedObject() {
  return {
    Schema(schema, { report, location }) {
      const inUnion = VARIANT.test(location.pointer);
      if (!isObject(schema) || NAMED_OBJECT.test(location.pointer) || (isMap(schema) && !inUnion)) return;
      report({
        message: `This ${inUnion ? 'variant' : 'object'} has no name: move it to components.schemas, and refer to it by`
          + ' `$ref`.',
        location: location.key(),
      });
    },
  };
}

/**
 * A single value is a `const`, not an `enum` of one.
 *
 * An `enum` may get more values later, a `const` never changes: the generator makes an open type of the first, and of
 * the second a tag, which need not be passed.
 */
function constNotEnum() {
  return {
    Schema(schema, { report, location }) {
      if (schema.enum?.length !== 1) return;
      report({
        message: `An \`enum\` of one value: write \`const: ${schema.enum[0]}\`.`,
        location: location.child('enum').key(),
      });
    },
  };
}

/**
 * Everything that users see is described: schemas, their properties, parameters, headers, requests and responses.
 *
 * The descriptions become the docstrings of the package. A property that is a `$ref` needs no description
 * of its own: it has that of its target. A parameter needs two, as the generator reads the one of its schema.
 */
function described() {
  const check = (node, { report, location }, what) => {
    if (isBlank(node.description)) {
      report({ message: `This ${what} has no \`description\`: add one.`, location: location.key() });
    }
  };
  return {
    Schema(schema, { report, location }) {
      if (NAMED_SCHEMA.test(location.pointer)) check(schema, { report, location }, 'schema');
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (property.$ref) continue;
        check(property, { report, location: location.child(['properties', name]) }, 'property');
      }
    },
    Parameter(parameter, { report, location }) {
      check(parameter, { report, location }, 'parameter');
      if (!parameter.schema || parameter.schema.$ref) return;
      check(parameter.schema, { report, location: location.child('schema') }, "parameter's schema");
    },
    Header(header, context) {
      check(header, context, 'header');
    },
    RequestBody(request, context) {
      check(request, context, 'request');
    },
    Response(response, context) {
      check(response, context, 'response');
    },
  };
}

// ------------------------------------------------------------------------------------------------------- operations

/**
 * Every body of a request or a response has an example, in the operation or in a component.
 *
 * Readers look at examples first. Redocly's own rules validate them, and allow no field that the schema does not
 * declare: that finds misspelt names on either side.
 */
function example() {
  return {
    MediaType(body, { report, location }) {
      if ('example' in body || Object.keys(body.examples ?? {}).length > 0) return;
      report({
        message: 'This body has no example: add `example` or `examples`.',
        location: location.key(),
      });
    },
  };
}

/**
 * Every operation has its error responses: 401 and 500, 400 if it takes anything, 404 if its path names something.
 *
 * The contract tells which errors to expect, and their contents. `except` lists the operations that never respond with
 * a status; redocly.yaml has the reasons.
 */
function errorResponses({ except = {} }) {
  return {
    PathItem: {
      Operation(operation, { report, location, resolve }, { PathItem: item }) {
        const responses = operation.responses ?? {};
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
        const places = parameters.map((parameter) => resolve(parameter).node?.in);
        const expected = {
          400: places.length > 0 || 'requestBody' in operation,
          401: true,
          404: places.includes('path'),
          500: true,
        };
        for (const status of Object.keys(expected).filter((status) => expected[status])) {
          const isExcepted = (except[status] ?? []).includes(operation.operationId);
          if (!isExcepted && !(status in responses)) {
            report({ message: `There is no response ${status}: add it.`, location: location.child('responses').key() });
          } else if (isExcepted && status in responses) {
            report({
              message: `redocly.yaml excepts ${operation.operationId} from response ${status}: remove it from that list.`,
              location: location.child(['responses', status]).key(),
            });
          }
        }
      },
    },
  };
}
