package roadbed.collect.azure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.JsonProblem;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * The text of a template or parameter file as located nodes. Azure's own tools take more than JSON, and so does
 * this: comments, texts over several lines, a comma after the last item.
 */
final class TemplateText {
  private static final JsonFactory FACTORY =
      ValueJson.factory()
          .rebuild()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private TemplateText() {}

  /**
   * Reads a file that is one object.
   *
   * @return empty where a diagnostic says why not
   * @throws IOException where the bytes cannot be read
   */
  static Optional<Node.Mapping> read(SourceFile file, long limit, CollectionSink sink) throws IOException {
    Optional<String> text = WholeText.read(file, limit, sink);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text.get())) {
      try {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new StreamReadException(parser, "a template is an object");
        }
        Node node = node(parser, parser.currentTokenLocation());
        return node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty();
      } catch (JacksonException e) {
        sink.diagnostic(JsonProblem.of(e, parser, file.name()));
        return Optional.empty();
      }
    }
  }

  private static Node node(JsonParser parser, TokenStreamLocation at) {
    int line = at.getLineNr();
    int column = at.getColumnNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          TokenStreamLocation place = parser.currentTokenLocation();
          parser.nextToken();
          fields.put(name, node(parser, place));
        }
        yield new Node.Mapping(fields, line, column);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node(parser, parser.currentTokenLocation()));
        }
        yield new Node.Sequence(items, line, column);
      }
      case VALUE_STRING -> new Node.Scalar(Value.of(Symbols.clean(parser.getString())), line, column);
      case VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_NULL,
          END_ARRAY,
          END_OBJECT,
          PROPERTY_NAME,
          NOT_AVAILABLE,
          VALUE_EMBEDDED_OBJECT ->
          new Node.Scalar(ValueJson.read(parser), line, column);
      case null -> throw new StreamReadException(parser, "the document ends too early: end-of-input");
    };
  }
}
