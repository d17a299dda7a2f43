package roadbed.store.duckdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.assess.cost.BillingLake.Bill;
import roadbed.assess.cost.BillingLake.Change;
import roadbed.assess.cost.BillingLake.Restatement;
import roadbed.assess.cost.BillingLake.Sums;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/**
 * What counts in the lake: the Parquet files of each bill and the deliveries that were taken in. It is one small JSON
 * file that is replaced in one step, so that a reader sees a delivery whole or not at all. What a delivery changed
 * stands, a line each, in a file beside it that only grows.
 */
final class LakeManifest {
  private static final String NAME = "manifest.json";
  private static final String HISTORY = "history.jsonl";

  private final Path folder;
  private final Map<String, Entry> bills = new TreeMap<>();
  private final Map<String, String> deliveries = new LinkedHashMap<>();

  /** A bill's files, below the lake's folder, and their sums. */
  record Entry(Bill bill, String delivery, List<String> files, List<Sums> sums) {}

  private LakeManifest(Path folder) {
    this.folder = folder;
  }

  /** Reads the manifest of a lake; an empty one where there is none yet. */
  static LakeManifest read(Path folder) throws IOException {
    LakeManifest manifest = new LakeManifest(folder);
    try {
      Value.Fields root = fields(ValueJson.parseOwn(Files.readString(folder.resolve(NAME))));
      for (Value value : items(root, "bills")) {
        Value.Fields one = fields(value);
        manifest.put(
            new Entry(
                bill(one),
                text(one, "delivery"),
                items(one, "files").stream().map(file -> ((Value.Text) file).value()).toList(),
                sums(one, "sums")));
      }
      for (Value value : items(root, "deliveries")) {
        manifest.deliveries.put(text(fields(value), "id"), text(fields(value), "at"));
      }
    } catch (NoSuchFileException _) {
      // Nothing was taken in yet.
    }
    return manifest;
  }

  /** The bills in the order of their months. */
  List<Entry> entries() {
    return List.copyOf(bills.values());
  }

  /** The files that count. */
  List<Path> files() {
    return bills.values().stream().flatMap(entry -> entry.files().stream()).map(folder::resolve).toList();
  }

  /** The names of all bills, each the beginning of the SHA-256 of its key. */
  Set<String> names() {
    return bills.entrySet().stream()
        .filter(entry -> !entry.getValue().files().isEmpty())
        .map(entry -> BillingFolder.digest(entry.getKey()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The bill's entry, or one without files. */
  Entry entry(Bill bill) {
    return bills.getOrDefault(key(bill), new Entry(bill, "", List.of(), List.of()));
  }

  boolean knows(String delivery) {
    return deliveries.containsKey(delivery);
  }

  void put(Entry entry) {
    bills.put(key(entry.bill()), entry);
  }

  void done(String delivery, Instant at) {
    deliveries.put(delivery, at.toString());
  }

  private static String key(Bill bill) {
    return bill.month() + "\n" + bill.provider() + "\n" + bill.account();
  }

  /** Makes this the state that counts. */
  void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonGenerator json = ValueJson.generator(bytes);
    json.writeStartObject();
    json.writeName("bills");
    json.writeStartArray();
    for (Entry entry : bills.values()) {
      json.writeStartObject();
      bill(json, entry.bill());
      json.writeStringProperty("delivery", entry.delivery());
      json.writeName("files");
      json.writeStartArray();
      entry.files().forEach(json::writeString);
      json.writeEndArray();
      sums(json, "sums", entry.sums());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("deliveries");
    json.writeStartArray();
    deliveries.forEach(
        (id, at) -> {
          json.writeStartObject();
          json.writeStringProperty("id", id);
          json.writeStringProperty("at", at);
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
    Path next = folder.resolve(NAME + ".new");
    Files.write(next, bytes.toByteArray());
    Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  // --- history ------------------------------------------------------------------------------------------------

  /** Adds what was changed. */
  void remember(List<Restatement> restatements) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Restatement one : restatements) {
      JsonGenerator json = ValueJson.generator(bytes);
      json.writeStartObject();
      json.writeStringProperty("at", one.at().toString());
      bill(json, one.bill());
      json.writeStringProperty("delivery", one.delivery());
      sums(json, "was", one.was());
      sums(json, "is", one.is());
      json.writeName("changes");
      json.writeStartArray();
      for (Change change : one.changes()) {
        json.writeStartObject();
        json.writeStringProperty("account", change.account());
        json.writeStringProperty("service", change.service());
        json.writeStringProperty("charge_category", change.chargeCategory());
        json.writeStringProperty("currency", change.currency());
        json.writeStringProperty("billed", change.billed().toPlainString());
        json.writeStringProperty("effective", change.effective().toPlainString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
      bytes.write('\n');
    }
    Files.write(
        folder.resolve(HISTORY), bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All that was changed, the newest last. */
  List<Restatement> restatements() throws IOException {
    Map<String, Restatement> all = new LinkedHashMap<>();
    Path file = folder.resolve(HISTORY);
    if (!Files.exists(file)) {
      return List.of();
    }
    for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
      Value.Fields one = fields(ValueJson.parseOwn(line));
      List<Change> changes = new ArrayList<>();
      for (Value value : items(one, "changes")) {
        Value.Fields change = fields(value);
        changes.add(
            new Change(
                text(change, "account"),
                text(change, "service"),
                text(change, "charge_category"),
                text(change, "currency"),
                new BigDecimal(text(change, "billed")),
                new BigDecimal(text(change, "effective"))));
      }
      Restatement restatement =
          new Restatement(
              Instant.parse(text(one, "at")), bill(one), text(one, "delivery"), sums(one, "was"), sums(one, "is"), changes);
      // An import that was interrupted between history and manifest writes the same once more.
      all.put(restatement.delivery() + "\n" + key(restatement.bill()), restatement);
    }
    return List.copyOf(all.values());
  }

  // --- JSON ---------------------------------------------------------------------------------------------------

  private static void bill(JsonGenerator json, Bill bill) {
    json.writeStringProperty("provider", bill.provider());
    json.writeStringProperty("account", bill.account());
    json.writeStringProperty("month", bill.month().toString());
  }

  private static Bill bill(Value.Fields fields) {
    return new Bill(text(fields, "provider"), text(fields, "account"), YearMonth.parse(text(fields, "month")));
  }

  private static void sums(JsonGenerator json, String name, List<Sums> all) {
    json.writeName(name);
    json.writeStartArray();
    for (Sums sums : all) {
      json.writeStartObject();
      json.writeStringProperty("currency", sums.currency());
      json.writeNumberProperty("lines", sums.lines());
      json.writeStringProperty("billed", sums.billed().toPlainString());
      json.writeStringProperty("effective", sums.effective().toPlainString());
      json.writeStringProperty("list", sums.list().toPlainString());
      json.writeStringProperty("contracted", sums.contracted().toPlainString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<Sums> sums(Value.Fields fields, String name) {
    List<Sums> all = new ArrayList<>();
    for (Value value : items(fields, name)) {
      Value.Fields sums = fields(value);
      long lines = sums.get("lines").orElse(Value.Null.INSTANCE) instanceof Value.Whole(long number) ? number : 0;
      all.add(
          new Sums(
              text(sums, "currency"),
              lines,
              new BigDecimal(text(sums, "billed")),
              new BigDecimal(text(sums, "effective")),
              new BigDecimal(text(sums, "list")),
              new BigDecimal(text(sums, "contracted"))));
    }
    return all;
  }

  private static Value.Fields fields(Value value) {
    return value instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
  }

  private static List<Value> items(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items ? items.values() : List.of();
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElse("");
  }
}
