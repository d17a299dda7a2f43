package roadbed.collect.prices;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import roadbed.collect.csv.CsvReader;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.UnitPrice;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads prices from files and folders: AWS offer files ({@code products} and {@code terms}), pages of Azure's retail
 * prices ({@code Items}), pages of Google's catalogue ({@code skus}), gzipped or not, and CSV with the columns {@code
 * provider}, {@code region}, {@code item}, {@code unit}, {@code price} and {@code currency}.
 */
public final class PriceFiles {
  /** What is decompressed of one file at most: AWS's list of machines in one region has about 300 MB. */
  private static final long MOST_BYTES = 1L << 30;

  private final List<UnitPrice> prices = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private PriceFiles() {}

  /**
   * Prices.
   *
   * @param sources the files, with the date of their publication where they say so
   */
  public record Read(List<UnitPrice> prices, List<String> sources, List<Diagnostic> diagnostics) {
    public Read {
      prices = List.copyOf(prices);
      sources = List.copyOf(sources);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads them all. */
  public static Read read(List<Path> paths) throws IOException {
    PriceFiles files = new PriceFiles();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.walk(path, 4)) {
          for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
            files.file(file);
          }
        }
      } else {
        files.file(path);
      }
    }
    return new Read(files.prices, files.sources, files.diagnostics);
  }

  /** Our own table, whose text is at hand. */
  public static Read table(String text, String name) {
    PriceFiles files = new PriceFiles();
    files.csv(text, name);
    return new Read(files.prices, files.sources, files.diagnostics);
  }

  private void file(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      if (Files.size(file) > MOST_BYTES) {
        wrong(file.toString(), 0, "the file is too large");
      } else {
        csv(Files.readString(file), file.toString());
      }
    } else if (name.endsWith(".json") || name.endsWith(".json.gz")) {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
          InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
          InputStream bounded = new Bounded(plain);
          JsonParser parser = ValueJson.factory().createParser(ObjectReadContext.empty(), bounded)) {
        json(parser, file.toString());
      } catch (JacksonException e) {
        wrong(file.toString(), 0, "the file is not JSON: " + e.getOriginalMessage());
      }
    }
  }

  /** A stream that ends with an error where it goes on for too long. */
  private static final class Bounded extends InputStream {
    private final InputStream from;
    private long left = MOST_BYTES;

    Bounded(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      if (left-- <= 0) {
        throw new IOException("a price list is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      return from.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = from.read(into, offset, length);
      left -= Math.max(0, count);
      if (left < 0) {
        throw new IOException("a price list is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      return count;
    }
  }

  private void wrong(String file, int line, String message) {
    if (diagnostics.size() < 200) {
      diagnostics.add(Diagnostic.error("prices.unreadable", Location.of(file, line, 0), message, ""));
    }
  }

  private void json(JsonParser parser, String file) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      wrong(file, 0, "this is no price list");
      return;
    }
    AwsOffer aws = new AwsOffer();
    String date = "";
    int before = prices.size();
    for (String field = parser.nextName(); field != null; field = parser.nextName()) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "publicationDate" -> date = parser.getString();
        case "products" -> aws.products(parser);
        case "terms" -> aws.terms(parser, prices);
        case "Items" -> each(parser, token, value -> AzureRetail.price(value).ifPresent(prices::add));
        case "skus" -> each(parser, token, value -> prices.addAll(GoogleCatalogue.prices(value)));
        default -> parser.skipChildren();
      }
    }
    if (prices.size() == before) {
      wrong(file, 0, "there are no prices here that are understood");
    } else {
      sources.add(file + (date.isEmpty() ? "" : " of " + date.substring(0, Math.min(10, date.length()))));
    }
  }

  /** Takes one element of a long list. */
  interface Element {
    void take(Value.Fields value);
  }

  private static void each(JsonParser parser, JsonToken token, Element element) {
    if (token != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (ValueJson.read(parser) instanceof Value.Fields fields) {
        element.take(fields);
      }
    }
  }

  // --- our own table --------------------------------------------------------------------------------------------

  private void csv(String text, String file) {
    CsvReader reader = new CsvReader(text);
    List<String> header = List.of();
    List<String> wanted = List.of("provider", "region", "item", "unit", "price", "currency");
    String date = "";
    int before = prices.size();
    for (Optional<CsvReader.Row> row = reader.next(); row.isPresent(); row = reader.next()) {
      switch (row.get()) {
        case CsvReader.Row.Broken broken -> wrong(file, broken.line(), broken.why());
        case CsvReader.Row.Fields fields -> {
          List<String> values = fields.values().stream().map(String::strip).toList();
          if (values.getFirst().startsWith("#")) {
            date = date.isEmpty() ? values.getFirst().substring(1).strip() : date;
          } else if (header.isEmpty()) {
            header = values;
            if (!header.containsAll(wanted)) {
              wrong(file, fields.line(), "a table of prices begins with " + String.join(",", wanted));
              return;
            }
          } else {
            line(header, values).ifPresentOrElse(prices::add, () -> wrong(file, fields.line(), "the line is left out: it has no price"));
          }
        }
      }
    }
    if (prices.size() > before) {
      sources.add(file + (date.isEmpty() ? "" : ", " + date));
    }
  }

  private static Optional<UnitPrice> line(List<String> header, List<String> values) {
    if (values.size() < header.size()) {
      return Optional.empty();
    }
    return amount(values.get(header.indexOf("price")))
        .map(
            amount ->
                new UnitPrice(
                    values.get(header.indexOf("provider")),
                    values.get(header.indexOf("region")),
                    values.get(header.indexOf("item")),
                    values.get(header.indexOf("unit")),
                    amount,
                    values.get(header.indexOf("currency"))));
  }

  /** A price, which is a number that is not negative. */
  static Optional<BigDecimal> amount(String text) {
    return text.length() <= 40 && text.matches("[0-9]+(\\.[0-9]+)?([eE]-?[0-9]{1,2})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
