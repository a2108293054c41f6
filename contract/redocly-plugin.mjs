// Rules of `redocly lint` that are this project's own; redocly.yaml switches them on.
//
// Each rule is a visitor: Redocly calls the function named after a kind of node with every node of that kind. Behind a
// `$ref` the node is what the reference leads to, and its location is there, so that nothing is reported twice.

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
        'error-answers': errorAnswers,
      },
    },
  };
}

// ---------------------------------------------------------------------------------------------------------- schemas

const NAMED_SCHEMA = /^#\/components\/schemas\/[^/]+$/;
// What belongs to a named schema by `allOf` is a piece of it, and no object of its own.
const NAMED_OBJECT = /^#\/components\/schemas\/[^/]+(\/allOf\/\d+)*$/;
const VARIANT = /\/(oneOf|anyOf)\/\d+$/;

const isObject = (schema) => [schema.type].flat().includes('object') || 'properties' in schema;
const isMap = (schema) => !schema.properties;
const isBlank = (text) => typeof text !== 'string' || text.trim() === '';
const union = (schema) => schema.oneOf ?? schema.anyOf;

/** The schema and those that it is made of by `allOf`. */
function pieces(schema, resolve, seen = new Set()) {
  if (!schema || seen.has(schema)) return [];
  seen.add(schema);
  return [schema, ...(schema.allOf ?? []).flatMap((piece) => pieces(resolve(piece).node, resolve, seen))];
}

/**
 * The object variants of a union: their names, the references of the union that lead to them, and the values of their
 * required `const` properties.
 *
 * The variants of a variant that is a union itself count as this one's. What is no object is told apart by its type,
 * and a reference that leads nowhere is reported by a rule of Redocly's own.
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

/** The names of the variants that have no value under this tag, or one that another has. */
function notToldBy(tag, variants) {
  const seen = new Set([undefined]);
  return variants.filter(({ constants }) => {
    const value = constants.get(tag);
    const isTold = !seen.has(value);
    seen.add(value);
    return !isTold;
  }).map(({ name }) => name);
}

/**
 * The object variants of a union are told apart by one required property, whose `const` differs from one to the next;
 * a discriminator, where there is one, names that property and maps each of its values to its variant.
 *
 * Generated decoders look the tag up once, in a dictionary. Without one they would have to try each variant in turn,
 * and an object that several of them accept would become the first.
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
      const [tag, untold] = tags
        .map((name) => [name, notToldBy(name, variants)])
        .sort(([, some], [, others]) => some.length - others.length)[0] ?? [undefined, ['any']];
      if (untold.length > 0) {
        report({
          message: `${tag === undefined ? 'Nothing tells' : `\`${tag}\` does not tell`} ${untold.join(', ')} from the`
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
          message: `No variant has the value \`${value}\`: take it out of the mapping.`,
          location: at.child(value),
        });
      }
    },
  };
}

/**
 * Every object is a named component; only a map, which has no fields, may stand where it is used, but not in a union.
 *
 * The generator makes a class of every object, and calls an unnamed one after the place where it happens to stand: the
 * name that users import would change as soon as the object is used anywhere else.
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
 * What has one value is a `const`, not an `enum` of one.
 *
 * A value that more may join later is an `enum`, one that never changes is a `const`: the generator makes an open type
 * of the first, and a tag, which need not be passed, of the second.
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
 * Everything that a user meets is described: schemas, their properties, parameters, headers, requests and answers.
 *
 * The descriptions become the docstrings of the package. A property that is a `$ref` may go without words of its own:
 * it has those of its target. A parameter says them twice, for the generator reads the ones of its schema.
 */
function described() {
  const check = (node, { report, location }, what) => {
    if (isBlank(node.description)) {
      report({ message: `This ${what} has no \`description\`: say what it is.`, location: location.key() });
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
    Response(answer, context) {
      check(answer, context, 'answer');
    },
  };
}

// ------------------------------------------------------------------------------------------------------- operations

/**
 * Every body that an operation takes or gives has an example, whether it stands in the operation or in a component.
 *
 * Examples are what readers look at first. Redocly's own rules hold them against their schemas, and let them have no
 * field that is not declared there: that finds what is misspelt on either side.
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
 * Every operation has its error answers: 401 and 500, 400 if it takes anything, 404 if its path names something.
 *
 * Who handles errors learns from the contract which ones to expect, and what they carry. `except` lists, for a status,
 * the operations that never answer with it; redocly.yaml says why.
 */
function errorAnswers({ except = {} }) {
  return {
    PathItem: {
      Operation(operation, { report, location, resolve }, { PathItem: item }) {
        const answers = operation.responses ?? {};
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
          if (!isExcepted && !(status in answers)) {
            report({ message: `There is no answer ${status}: add it.`, location: location.child('responses').key() });
          } else if (isExcepted && status in answers) {
            report({
              message: `redocly.yaml excepts ${operation.operationId} from answer ${status}: take it off that list.`,
              location: location.child(['responses', status]).key(),
            });
          }
        }
      },
    },
  };
}
