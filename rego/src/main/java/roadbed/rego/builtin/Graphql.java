package roadbed.rego.builtin;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** GraphQL: queries and schemas as text or as the trees that the parsing functions give. */
final class Graphql {
  private static final ArrayValue UNVERIFIED =
      ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);

  private Graphql() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "graphql.parse_query" -> (_, args) -> new GraphqlParser(Operands.string(args, 1)).query();
      case "graphql.parse_schema" -> (_, args) -> new GraphqlParser(Operands.string(args, 1)).schema();
      case "graphql.parse" -> Graphql::parse;
      case "graphql.parse_and_verify" -> Graphql::parseAndVerify;
      case "graphql.is_valid" -> (context, args) -> parseAndVerify(context, args).get(0);
      case "graphql.schema_is_valid" -> (_, args) -> BooleanValue.of(isSchema(args));
      default -> null;
    };
  }

  private static ArrayValue parse(CallContext context, Value[] args) {
    Function<ObjectValue, String> places = _ -> "0:0";
    ObjectValue query;
    if (args[0] instanceof StringValue text) {
      GraphqlParser parser = new GraphqlParser(text.value());
      query = parser.query();
      places = parser::place;
    } else if (args[0] instanceof ObjectValue object) {
      query = object;
    } else {
      throw BuiltinException.wrongType(0, args[0], "string", "object");
    }
    ObjectValue schema = schema(args[1], 1);
    GraphqlValidator.check(context, GraphqlSchema.of(schema), query, places);
    return ArrayValue.of(query, schema);
  }

  private static ObjectValue schema(Value operand, int position) {
    return switch (operand) {
      case StringValue text -> new GraphqlParser(text.value()).schema();
      case ObjectValue object -> object;
      default -> throw BuiltinException.wrongType(position, operand, "string", "object");
    };
  }

  private static ArrayValue parseAndVerify(CallContext context, Value[] args) {
    try {
      ArrayValue parsed = parse(context, args);
      return ArrayValue.of(BooleanValue.TRUE, parsed.get(0), parsed.get(1));
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
      return UNVERIFIED;
    }
  }

  private static boolean isSchema(Value[] args) {
    try {
      GraphqlSchema.of(schema(args[0], 1));
      return true;
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
      return false;
    }
  }
}
