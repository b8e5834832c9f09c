/** The schema of a strategy's section of a configuration, made from its descriptor. */
import {
  isWholeUnit,
  type StrategyDescriptor,
  type StrategyParameter,
} from "@perpmill/core-wasm/strategies";
import type { TObject, TSchema } from "typebox";
import { choice, decimal, flag, orderSize } from "./fields.js";
import { section } from "./schema.js";

function parameterSchema(parameter: StrategyParameter): TSchema {
  const help = parameter.help.en;
  switch (parameter.type) {
    case "size":
      return orderSize(help);
    case "boolean":
      return flag(help, parameter.default);
    case "choice":
      return choice(
        help,
        parameter.values.map(({ value }) => value),
        parameter.default,
      );
    case "number": {
      const fallback = typeof parameter.default === "number" ? parameter.default : null;
      // Whether one that depends on others is there is seen when those are read.
      const isRequired = parameter.required && parameter.dependsOn === undefined;
      return decimal(help, {
        min: parameter.min,
        max: parameter.max,
        whole: isWholeUnit(parameter.unit),
        ...(isRequired ? {} : { fallback }),
      });
    }
  }
}

const strategySchemas = new WeakMap<StrategyDescriptor, TObject>();

/** The schema of a strategy's section without `name`, made from its descriptor. */
export function strategySchema(descriptor: StrategyDescriptor): TObject {
  const made = strategySchemas.get(descriptor);
  if (made !== undefined) return made;
  const members = descriptor.parameters.map((one) => [one.name, parameterSchema(one)]);
  const schema = section(descriptor.help.en, Object.fromEntries(members));
  strategySchemas.set(descriptor, schema);
  return schema;
}
