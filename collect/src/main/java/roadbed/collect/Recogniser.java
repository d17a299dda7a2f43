package roadbed.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roadbed.collect.aws.ConfigItems;
import roadbed.collect.azure.AzureInventory;
import roadbed.collect.azure.BicepSources;
import roadbed.collect.azure.Templates;
import roadbed.collect.backup.BackupDocuments;
import roadbed.collect.billing.FocusColumns;
import roadbed.collect.billing.ParquetColumns;
import roadbed.collect.capacity.EndOfLifeDates;
import roadbed.collect.capacity.QuotaDocuments;
import roadbed.collect.catalog.CatalogEntities;
import roadbed.collect.cloudformation.CloudFormationTemplates;
import roadbed.collect.codehost.CodeHostReader;
import roadbed.collect.configuration.ConfigurationText;
import roadbed.collect.csv.CsvReader;
import roadbed.collect.delivery.DeliveryReader;
import roadbed.collect.facts.FactsDocument;
import roadbed.collect.gcp.AssetInventory;
import roadbed.collect.incident.IncidentJson;
import roadbed.collect.incident.IncidentTable;
import roadbed.collect.kubernetes.KubernetesJson;
import roadbed.collect.kubernetes.KubernetesObjects;
import roadbed.collect.kubernetes.kustomize.Kustomizations;
import roadbed.collect.metrics.UtilisationFiles;
import roadbed.collect.pipeline.PipelineFiles;
import roadbed.collect.repository.ModuleFolders;
import roadbed.collect.slo.SloDocuments;
import roadbed.collect.terraform.PulumiReader;
import roadbed.collect.terraform.TerraformConfigurationReader;
import roadbed.collect.terraform.TerraformDocuments;
import roadbed.collect.terraform.TerraformPlanReader;
import roadbed.collect.terraform.TerraformPlanReader.Side;
import roadbed.collect.terraform.TerraformStateReader;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.resilience.VersionCycle;

/**
 * Tells by its content what a file is, and has it read. The name decides only whether something that is broken
 * or empty is worth a word.
 */
final class Recogniser {
  private static final int HEAD = 1 << 16;
  private static final Set<String> PROMISING =
      Set.of("json", "tfstate", "tfplan", "yaml", "yml", "csv", "parquet", "gz");
  private static final Set<String> MAYBE_TEMPLATE = Set.of("yaml", "yml", "template", "cfn", "json", "txt", "");
  private static final Pattern YAML_KEY =
      Pattern.compile("(?m)^(?:(- )?[\"']?apiVersion[\"']?\\s*:|[\"']?version[\"']?\\s*:\\s*[\"']?prometheus/)");

  private static final Set<String> MANIFESTS = Set.of("yaml", "yml", "json");
  private static final int MOST_MANIFESTS = 500_000;

  /** Settings that people comment are short. */
  private static final int LONGEST_COMMENTED = 1 << 20;

  private final Limits limits;
  private final Gathering sink;

  /** Files that a kustomization may be made of, by their names; kept only where there is one. */
  private final Map<String, SourceFile> manifests = new HashMap<>();

  private boolean kustomized;
  private final Side side;
  private final SourceTree tree;
  private final List<SourceFile> configuration = new ArrayList<>();
  private final List<SourceFile> azureTemplates = new ArrayList<>();
  private final List<SourceFile> bicep = new ArrayList<>();
  private final CloudFormationTemplates templates;
  private final ConfigItems items;
  private final SloDocuments levels;
  private final MeasurementFiles measurements = new MeasurementFiles();

  /** A recogniser; with another side than the planned one it reads plans and nothing else. */
  Recogniser(Limits limits, Gathering sink, Side side, SourceTree tree) {
    this.limits = limits;
    this.sink = sink;
    this.side = side;
    this.templates = new CloudFormationTemplates(limits, sink);
    this.items = new ConfigItems(sink);
    this.levels = new SloDocuments(SloFiles.DEFAULT_PERIOD, sink::diagnostic);
    this.tree = tree;
  }

  /**
   * Reads a file into the sink if anything in it is recognised.
   *
   * @return whether it was
   * @throws IOException where the bytes cannot be read
   */
  boolean read(LocalFile file) throws IOException {
    return read(file, file, false);
  }

  /**
   * Reads the files of Terraform configuration and the templates that were seen, which have a meaning only together.
   *
   * @param source what is collected, for what is said of all of it
   * @throws IOException where the bytes cannot be read
   */
  void readConfiguration(String source) throws IOException {
    Location all = Location.of(source);
    if (!configuration.isEmpty()) {
      Bulkhead.around(all, sink, () -> new TerraformConfigurationReader().read(configuration, tree, sink));
    }
    Bulkhead.around(all, sink, templates::read);
    Bulkhead.around(all, sink, items::finish);
    Bulkhead.around(all, sink, levels::check);
    Bulkhead.around(all, sink, () -> Templates.read(azureTemplates, limits.wholeBytes(), sink));
    Bulkhead.around(
        all,
        sink,
        () ->
            BicepSources.tell(
                bicep,
                azureTemplates.stream().map(SourceFile::name).collect(Collectors.toSet()),
                limits.wholeBytes(),
                sink));
    if (kustomized) {
      Bulkhead.around(all, sink, () -> new Kustomizations(manifests, sink, limits).read(sink::forgetManifests));
    }
    Bulkhead.around(all, sink, () -> measurements.read(sink));
    ModuleFolders folders = new ModuleFolders(tree, limits, sink);
    Bulkhead.around(
        all, sink, () -> sink.facts.replaceAll(facts -> facts.moduleRepositories().isEmpty() ? facts : folders.lookedInto(facts)));
  }

  private boolean read(LocalFile file, SourceFile content, boolean unpacked) throws IOException {
    if (side == Side.PLANNED && Kustomizations.named(file.name())) {
      kustomized = true;
      manifests.put(file.name(), content);
      return true;
    }
    if (MANIFESTS.contains(extension(file.name())) && manifests.size() < MOST_MANIFESTS) {
      manifests.put(file.name(), content);
    }
    if (TerraformDocuments.namedNative(file.name())) {
      // Native syntax has nothing of its own to be told by; Terraform itself goes by the name.
      return side == Side.PLANNED && nativeConfiguration(file);
    }
    byte[] head;
    try (InputStream in = content.open()) {
      head = in.readNBytes(HEAD);
    }
    String extension = extension(file.name());
    if (head.length == 0) {
      return empty(file, extension);
    }
    if (head.length >= 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
      // Gzip in gzip is nobody's way of keeping an estate.
      return !unpacked && read(file, new GunzippedFile(file, limits.streamedBytes()), true);
    }
    if (startsWith(head, "PAR1") && !unpacked) {
      return parquet(file);
    }
    int start = startsWith(head, "\u00EF\u00BB\u00BF") ? 3 : 0;
    if (isBinary(head)) {
      if (side == Side.PLANNED
          && Set.of("json", "yaml", "yml", "csv", "tfstate").contains(extension)) {
        sink.diagnostic(
            Diagnostic.error(
                "text.binary",
                Location.of(file.name()),
                "the file is named as text and is binary, or in UTF-16",
                "save it as UTF-8, or leave it out"));
        return true;
      }
      return false;
    }
    String text = new String(head, start, head.length - start, StandardCharsets.UTF_8);
    String stripped = text.stripLeading();
    if (side == Side.PLANNED && CloudFormationTemplates.isConfiguration(file.name())) {
      templates.values(content);
      return true;
    }
    if ((stripped.startsWith("{") && !stripped.startsWith("{{")) || stripped.startsWith("[")) {
      return side == Side.PLANNED ? json(file, content, extension, text) : plan(content);
    }
    if (side != Side.PLANNED) {
      return false;
    }
    if (MAYBE_TEMPLATE.contains(extension(file.name())) && CloudFormationTemplates.looksLikeTemplate(text)) {
      templates.template(content);
      return true;
    }
    Optional<PipelineFiles.Kind> pipeline = PipelineFiles.of(file.name(), text);
    if (pipeline.isPresent()) {
      PipelineFiles.read(pipeline.get(), content, new NeighbouringFiles(file), sink, limits);
      return true;
    }
    if (BicepSources.looksLikeBicep(file.name(), text) && bicep.size() < limits.resources()) {
      return bicep.add(content);
    }
    return table(file, content, unpacked, text)
        || (mayBeYaml(content, text, extension) && yaml(content, extension));
  }

  private boolean plan(SourceFile content) throws IOException {
    JsonLook look = JsonLook.at(content, limits.lookBytes(), Recogniser::isKnown);
    if (look.list() || !TerraformDocuments.looksLikePlan(look.keys())) {
      return false;
    }
    new TerraformPlanReader(side).read(content, sink);
    return true;
  }

  /** Values of variables under another name than Terraform loads are given by hand, so they say nothing here. */
  private boolean nativeConfiguration(LocalFile file) {
    boolean counts = TerraformDocuments.namedConfiguration(file.name()) || TerraformDocuments.namedVariableValues(file.name());
    if (counts && configuration.size() < limits.resources()) {
      configuration.add(file);
    }
    return true;
  }

  private boolean empty(LocalFile file, String extension) {
    if (!PROMISING.contains(extension) || side != Side.PLANNED) {
      return false;
    }
    sink.diagnostic(
        Diagnostic.warning(
            "file.empty", Location.of(file.name()), "the file is empty", "write it again, or remove it"));
    return true;
  }

  private boolean parquet(LocalFile file) throws IOException {
    Optional<List<String>> columns = ParquetColumns.read(file, Files.size(file.path()));
    if (columns.isEmpty()) {
      sink.diagnostic(
          Diagnostic.error(
              "parquet.footer",
              Location.of(file.name()),
              "the file begins as Parquet and its footer cannot be read",
              "copy it again; it may be cut off"));
      return true;
    }
    if (!FocusColumns.looksLikeFocus(columns.get())) {
      return false;
    }
    FocusColumns.accept(
        columns.get(), file.path(), file.name(), BillingFile.Format.PARQUET, sink);
    return true;
  }

  private boolean table(LocalFile file, SourceFile content, boolean unpacked, String text)
      throws IOException {
    int lineEnd = text.indexOf('\n');
    String firstLine = lineEnd < 0 ? text : text.substring(0, lineEnd);
    if (firstLine.indexOf(',') < 0
        || !(new CsvReader(firstLine).next().orElse(null) instanceof CsvReader.Row.Fields header)) {
      return false;
    }
    if (FocusColumns.looksLikeFocus(header.values())) {
      BillingFile.Format format =
          unpacked ? BillingFile.Format.CSV_GZIP : BillingFile.Format.CSV;
      FocusColumns.accept(header.values(), file.path(), file.name(), format, sink);
      return true;
    }
    if (UtilisationFiles.looksLikeHeader(header.values()) && UtilisationFiles.isTable(file.path())) {
      measurements.add(file);
      return true;
    }
    if (ConfigItems.looksLikeHeader(header.values())) {
      items.table(content, limits.wholeBytes());
      return true;
    }
    if (DeliveryReader.looksLikeHeader(header.values())) {
      return delivery(content);
    }
    if (BackupDocuments.looksLikeHeader(header.values()) || QuotaDocuments.looksLikeHeader(header.values())) {
      return resilience(content, false, Map.of(), text);
    }
    if (IncidentTable.looksLikeHeader(header.values())) {
      new IncidentTable(limits).read(content, sink);
      return true;
    }
    return false;
  }

  /** Whether it is worth parsing: only what says its apiVersion can be of a kind that is known. */
  private boolean mayBeYaml(SourceFile content, String head, String extension) throws IOException {
    if (YAML_KEY.matcher(head).find()) {
      return true;
    }
    boolean named = extension.equals("yaml") || extension.equals("yml");
    if (!named || head.length() < HEAD / 2) {
      return named && !head.isBlank() && head.contains("apiVersion");
    }
    try (InputStream in = content.open()) {
      byte[] more = in.readNBytes((int) Math.min(limits.wholeBytes(), Integer.MAX_VALUE - 8));
      return YAML_KEY.matcher(new String(more, StandardCharsets.UTF_8)).find();
    }
  }

  private boolean yaml(SourceFile content, String extension) throws IOException {
    return new YamlFile(content, sink, limits, levels)
        .read(extension.equals("yaml") || extension.equals("yml"));
  }

  private boolean json(LocalFile file, SourceFile content, String extension, String head) throws IOException {
    if (Templates.looksLikeTemplate(head) && azureTemplates.size() < limits.resources()) {
      return azureTemplates.add(content);
    }
    JsonLook look = JsonLook.at(content, limits.lookBytes(), Recogniser::isKnown);
    if (UtilisationFiles.looksLikeMeasurements(look.list(), look.keys().keySet(), head)) {
      measurements.add(file);
      return true;
    }
    if (DeliveryReader.mayTell(look.keys(), head) && delivery(content) && !look.keys().containsKey("apiVersion")) {
      return true;
    }
    if (resilience(content, look.list(), look.keys(), head)) {
      return true;
    }
    Optional<DocumentReader> reader = reader(look, head);
    if (reader.isPresent()) {
      reader.get().read(content, sink);
      return true;
    }
    if (isConfiguration(look, file.name()) && configuration.size() < limits.resources()) {
      configuration.add(content);
      return true;
    }
    if (FactsDocument.isFacts(look.text("apiVersion"))
        || look.text("apiVersion").startsWith("openslo/")
        || isEntity(look.keys())) {
      // These are short enough to be read as the YAML that all JSON is.
      return yaml(content, "yaml");
    }
    if (ConfigItems.looksLikeItems(look.list(), look.keys()) && items.read(content)) {
      return true;
    }
    if (!look.list() && CloudFormationTemplates.looksLikeTemplate(look.keys(), head)) {
      templates.template(content);
      return true;
    }
    if (CloudFormationTemplates.looksLikeValues(file.name(), look.list(), look.keys())) {
      templates.values(content);
      return true;
    }
    Optional<String> foreign = ForeignDocuments.named(look.keys());
    if (foreign.isPresent() && !look.list()) {
      sink.diagnostic(
          Diagnostic.error(
              "input.unsupported",
              Location.of(file.name()),
              "this is " + foreign.get() + ", which is not read",
              "Terraform and OpenTofu plans (show -json) and states, and Kubernetes manifests are read"));
      return true;
    }
    if (look.problem().isPresent()) {
      return broken(content, extension, look);
    }
    return false;
  }

  /** Reads what a document tells about delivery; whether it tells anything. */
  private boolean delivery(SourceFile content) throws IOException {
    Optional<String> text = WholeText.read(content, Math.min(limits.wholeBytes(), DeliveryReader.MOST_BYTES), sink);
    if (text.isEmpty()) {
      return true;
    }
    DeliveryReader.Reading reading = DeliveryReader.read(text.get(), content.name());
    reading.diagnostics().forEach(sink::diagnostic);
    reading.facts().forEach(sink::delivery);
    return reading.recognised();
  }

  /** Reads what a document tells about backups, quotas and versions; whether it tells anything. */
  private boolean resilience(SourceFile content, boolean list, Map<String, Value> keys, String head) throws IOException {
    boolean table = keys.isEmpty();
    boolean backups = table || BackupDocuments.mayTell(keys, head);
    boolean quotas = table || QuotaDocuments.mayTell(keys, head);
    boolean versions = !table && EndOfLifeDates.mayTell(list, keys, head);
    if (!backups && !quotas && !versions) {
      return false;
    }
    Optional<String> text = WholeText.read(content, Math.min(limits.wholeBytes(), BackupDocuments.MOST_BYTES), sink);
    if (text.isEmpty()) {
      return true;
    }
    boolean recognised = false;
    if (backups) {
      BackupDocuments.Reading reading = BackupDocuments.read(text.get(), content.name());
      reading.diagnostics().forEach(sink::diagnostic);
      reading.facts().forEach(sink::resilience);
      recognised = reading.recognised();
    }
    if (quotas && !recognised) {
      QuotaDocuments.Reading reading = QuotaDocuments.read(text.get(), content.name());
      reading.diagnostics().forEach(sink::diagnostic);
      reading.readings().forEach(sink::resilience);
      recognised = reading.recognised();
    }
    if (versions && !recognised) {
      List<VersionCycle> cycles = EndOfLifeDates.read(text.get(), content.name());
      cycles.forEach(sink::resilience);
      recognised = !cycles.isEmpty();
    }
    return recognised;
  }

  /** Flow-style YAML begins like JSON and is none; anything else is worth a word if it is named JSON. */
  private boolean broken(SourceFile content, String extension, JsonLook look) throws IOException {
    if (extension.equals("yaml") || extension.equals("yml")) {
      return yaml(content, extension);
    }
    if (extension.equals("json") && isCommented(content)) {
      return false;
    }
    if (extension.equals("json") || extension.equals("tfstate")) {
      look.problem().ifPresent(sink::diagnostic);
      return true;
    }
    return false;
  }

  /**
   * Whether a document is sound but for comments and trailing commas, as editors' and compilers' settings have them, and
   * without those is none of those that are read.
   */
  private boolean isCommented(SourceFile content) throws IOException {
    byte[] bytes;
    try (InputStream in = content.open()) {
      bytes = in.readNBytes(LONGEST_COMMENTED + 1);
    }
    if (bytes.length > LONGEST_COMMENTED) {
      return false;
    }
    String plain = ConfigurationText.plainJson(new String(bytes, StandardCharsets.UTF_8));
    SourceFile without = new PlainText(content.name(), plain);
    JsonLook look = JsonLook.at(without, LONGEST_COMMENTED, Recogniser::isKnown);
    return look.problem().isEmpty() && look.whole() && !isOurs(look, content.name(), plain);
  }

  private boolean isOurs(JsonLook look, String name, String text) {
    return Templates.looksLikeTemplate(text)
        || reader(look, text).isPresent()
        || isConfiguration(look, name)
        || FactsDocument.isFacts(look.text("apiVersion"))
        || isEntity(look.keys())
        || ConfigItems.looksLikeItems(look.list(), look.keys())
        || (!look.list() && CloudFormationTemplates.looksLikeTemplate(look.keys(), text))
        || CloudFormationTemplates.looksLikeValues(name, look.list(), look.keys())
        || ForeignDocuments.named(look.keys()).isPresent();
  }

  /** A text in the place of a file. */
  private record PlainText(String name, String text) implements SourceFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Terraform itself knows its configuration by the names of the files; under another name it must declare
   * something that only configuration does.
   */
  private static boolean isConfiguration(JsonLook look, String name) {
    return TerraformDocuments.namedConfiguration(name)
        || TerraformDocuments.namedVariableValues(name)
        || (look.whole()
            && !look.list()
            && TerraformDocuments.looksLikeConfiguration(look.keys())
            && (look.keys().containsKey("resource") || look.keys().containsKey("terraform")));
  }

  private static boolean isEntity(Map<String, Value> keys) {
    return CatalogEntities.looksLikeEntity(new Value.Fields(keys));
  }

  private static boolean isKnown(boolean list, Map<String, Value> keys) {
    return list
        ? isEntity(keys) || IncidentJson.looksLikeIncident(keys.keySet())
        : TerraformDocuments.looksLikePlan(keys)
            || TerraformDocuments.looksLikeState(keys)
            || (keys.get("apiVersion") instanceof Value.Text && keys.get("kind") instanceof Value.Text);
  }

  private static Optional<DocumentReader> live(JsonLook look, String head) {
    if (AssetInventory.looksLikeAssets(look.list(), look.keys(), head)) {
      return Optional.of(new AssetInventory());
    }
    return AzureInventory.looksLikeInventory(look.list(), look.keys(), head)
        ? Optional.of(new AzureInventory())
        : Optional.empty();
  }

  private Optional<DocumentReader> reader(JsonLook look, String head) {
    Optional<DocumentReader> live = live(look, head);
    if (live.isPresent()) {
      return live;
    }
    if (look.list()) {
      if (CodeHostReader.looksLikeObject(look.keys())) {
        return Optional.of(new CodeHostReader());
      }
      return IncidentJson.looksLikeIncident(look.names())
          ? Optional.of(new IncidentJson())
          : Optional.empty();
    }
    if (CodeHostReader.looksLikeObject(look.keys())) {
      return Optional.of(new CodeHostReader());
    }
    if (PulumiReader.looksLikePreview(look.keys()) || PulumiReader.looksLikeStack(look.keys())) {
      return Optional.of(new PulumiReader());
    }
    if (TerraformDocuments.looksLikePlan(look.keys())) {
      return Optional.of(new TerraformPlanReader());
    }
    if (TerraformDocuments.looksLikeState(look.keys())) {
      return Optional.of(new TerraformStateReader());
    }
    String apiVersion = look.text("apiVersion");
    String kind =
        look.text("kind").isEmpty() && look.keys().get("items") instanceof Value.Items
            ? "List"
            : look.text("kind");
    if (!apiVersion.isEmpty()
        && !kind.isEmpty()
        && KubernetesObjects.isForCluster(apiVersion, kind)
        && !isEntity(look.keys())
        && !FactsDocument.isFacts(apiVersion)) {
      return Optional.of(new KubernetesJson(apiVersion, kind));
    }
    return look.keys().get("incidents") instanceof Value.Items && look.keys().size() <= 3
        ? Optional.of(new IncidentJson())
        : Optional.empty();
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 || dot < name.lastIndexOf('/')
        ? ""
        : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean startsWith(byte[] head, String latin) {
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= bytes.length
        && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
  }

  private static boolean isBinary(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
