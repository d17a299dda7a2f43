package roadbed.collect.metrics;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;
import roadbed.model.Value;

/**
 * Reads what CloudWatch tells: answers of {@code get-metric-data} and {@code get-metric-statistics}, and the lines of
 * metric streams.
 *
 * <p>An answer does not repeat what was asked. So requests ({@code MetricDataQueries}, or the input of {@code
 * get-metric-statistics}) that lie in the same folder are joined with it; without one, the label of a result and the name
 * of the file tell what it is of.
 */
final class CloudWatch {
  private static final String SOURCE = "CloudWatch";
  private static final Duration STREAM = Duration.ofMinutes(1);
  private static final String ASK =
      "keep the request beside the answer, or label it ${PROP('Dim.InstanceId')} ${PROP('MetricName')} ${PROP('Stat')}";

  private final Readings readings;
  private final List<Asked> requests = new ArrayList<>();

  CloudWatch(Readings readings) {
    this.readings = readings;
  }

  /** One metric that was asked for; {@code id} is empty for get-metric-statistics. */
  private record Asked(
      Path file,
      String id,
      String namespace,
      String name,
      Map<String, String> dimensions,
      Optional<Duration> period,
      String statistic,
      String unit,
      String account) {}

  /** What a series is of, as far as it is known. */
  private record Told(
      Optional<Subject> subject,
      String namespace,
      String name,
      Map<String, String> dimensions,
      Optional<Duration> period,
      String unit) {}

  // --- requests ---------------------------------------------------------------------------------------------------

  /** Keeps a request; whether the document is one. */
  boolean request(Value document, Path file) {
    List<Value.Fields> queries =
        switch (document) {
          case Value.Items items -> Documents.objects(items.values());
          case Value.Fields fields -> Documents.objects(fields, "MetricDataQueries");
          case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
              List.of();
        };
    boolean any = false;
    for (Value.Fields query : queries) {
      if (query.get("MetricStat").orElse(Value.Null.INSTANCE) instanceof Value.Fields stat) {
        any = true;
        Value.Fields metric = Documents.fields(stat, "Metric");
        requests.add(
            new Asked(
                file,
                Documents.text(query, "Id"),
                Documents.text(metric, "Namespace"),
                Documents.text(metric, "MetricName"),
                dimensions(metric),
                period(stat),
                Documents.text(stat, "Stat"),
                Documents.text(stat, "Unit"),
                Documents.text(query, "AccountId")));
      }
    }
    if (document instanceof Value.Fields one
        && one.text("MetricName").isPresent()
        && one.get("Period").isPresent()
        && one.get("Datapoints").isEmpty()) {
      any = true;
      requests.add(
          new Asked(
              file,
              "",
              Documents.text(one, "Namespace"),
              Documents.text(one, "MetricName"),
              dimensions(one),
              period(one),
              "",
              Documents.text(one, "Unit"),
              ""));
    }
    return any;
  }

  private static Map<String, String> dimensions(Value.Fields metric) {
    Map<String, String> dimensions = new HashMap<>();
    Documents.objects(metric, "Dimensions")
        .forEach(one -> dimensions.put(Documents.text(one, "Name"), Documents.text(one, "Value")));
    dimensions.remove("");
    return dimensions;
  }

  private static Optional<Duration> period(Value.Fields of) {
    return Documents.number(of, "Period")
        .filter(seconds -> seconds >= 1 && seconds <= 366 * 86_400)
        .map(seconds -> Duration.ofSeconds(Math.round(seconds)));
  }

  /** The request of a result: in its folder, of several the one whose file is named most alike; empty where two are. */
  private Optional<Asked> asked(Path file, String id, String name) {
    Optional<Asked> best = Optional.empty();
    int bestAlike = -1;
    boolean two = false;
    for (Asked request : requests) {
      boolean same = id.isEmpty() ? request.id().isEmpty() && request.name().equals(name) : request.id().equals(id);
      if (same && java.util.Objects.equals(request.file().getParent(), file.getParent())) {
        int alike = alike(request.file().getFileName().toString(), file.getFileName().toString());
        two = alike == bestAlike || (two && alike < bestAlike);
        if (alike > bestAlike) {
          best = Optional.of(request);
          bestAlike = alike;
        }
      }
    }
    if (two) {
      readings.once(
          file,
          "several requests in the folder ask for " + (id.isEmpty() ? name : id) + "; which this answers is not known",
          "call the answer like its request, such as web.json beside web.request.json");
      return Optional.empty();
    }
    return best;
  }

  private static int alike(String one, String other) {
    int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
    return mismatch < 0 ? one.length() : mismatch;
  }

  // --- answers ----------------------------------------------------------------------------------------------------

  /** Reads an answer; whether the document is one. */
  boolean read(Value.Fields document, Path file) {
    if (document.get("MetricDataResults").isPresent()) {
      if (!Documents.text(document, "NextToken").isEmpty()) {
        readings.once(file, "the answer goes on on a further page", "save all pages");
      }
      Documents.objects(document, "Messages")
          .forEach(message -> readings.once(file, "CloudWatch says: " + Documents.text(message, "Value"), ""));
      Documents.objects(document, "MetricDataResults").forEach(result -> result(result, file));
      return true;
    }
    if (document.get("Datapoints").isPresent() && document.text("Label").isPresent()) {
      statistics(document, file);
      return true;
    }
    return false;
  }

  private void result(Value.Fields result, Path file) {
    String id = Documents.text(result, "Id");
    String label = Documents.text(result, "Label");
    Optional<Asked> request = asked(file, id, "");
    String statistic;
    Told told;
    if (request.isPresent()) {
      told = told(request.get(), file);
      statistic = request.get().statistic();
    } else {
      List<String> words = words(label);
      told = told(words, label);
      statistic = words.stream().filter(CloudWatchMetrics::isStatistic).findFirst().orElse("");
    }
    if (told.subject().isEmpty() || told.name().isEmpty()) {
      readings.once(
          file,
          "the result " + id + " (" + label + ") is left out: which "
              + (told.name().isEmpty() ? "metric" : "resource") + " it is of is not known",
          ASK);
      return;
    }
    String status = Documents.text(result, "StatusCode");
    if (!status.isEmpty() && !status.equals("Complete")) {
      readings.once(file, "the result " + id + " is incomplete: " + status, "");
    }
    List<Value> times = Documents.items(result, "Timestamps");
    List<Value> values = Documents.items(result, "Values");
    if (times.size() != values.size()) {
      readings.once(file, "the result " + id + " is left out: it has " + times.size() + " times and " + values.size() + " values", "");
      return;
    }
    for (int i = 0; i < times.size(); i++) {
      Optional<Long> second = Documents.second(times.get(i));
      Optional<Double> value = Documents.number(values.get(i));
      if (second.isPresent() && value.isPresent()) {
        take(told, statistic, second.get(), value.get(), file);
      } else {
        readings.once(file, "values of " + id + " are left out: a time and a number are expected", "");
      }
    }
  }

  private Told told(Asked request, Path file) {
    Optional<Subject> subject =
        CloudWatchMetrics.subject(request.namespace(), request.dimensions(), request.account(), "");
    if (subject.isEmpty()) {
      readings.once(file, request.name() + " was asked for without dimensions: it is of a whole account", "");
    }
    return new Told(
        subject, request.namespace(), request.name(), request.dimensions(), request.period(), request.unit());
  }

  private static List<String> words(String label) {
    return Arrays.stream(label.split("[\\s|,;]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** What a label says: a resource, a metric, a statistic and a period in any order, as far as each is there. */
  private static Told told(List<String> words, String label) {
    String name = words.stream().filter(CloudWatchMetrics::knows).findFirst().orElse("");
    Optional<Duration> period =
        words.stream()
            .filter(word -> word.matches("[0-9]{1,7}") && !word.matches("0+"))
            .findFirst()
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    String namespace = words.stream().filter(word -> word.matches("AWS/\\w{1,60}|CWAgent")).findFirst().orElse("");
    List<String> others =
        words.stream()
            .filter(
                word ->
                    !word.equals(name)
                        && !word.equals(namespace)
                        && !CloudWatchMetrics.isStatistic(word)
                        && !word.matches("[0-9]{1,7}"))
            .toList();
    Optional<String> resource =
        CloudWatchMetrics.resource(label).or(() -> others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty());
    return new Told(
        resource.map(one -> new Subject(Provider.AWS, CloudWatchMetrics.service(one), one, "", "")),
        namespace,
        name,
        Map.of(),
        period,
        "");
  }

  private void statistics(Value.Fields document, Path file) {
    String name = Documents.text(document, "Label");
    Optional<Asked> request = asked(file, "", name);
    for (Value.Fields point : Documents.objects(document, "Datapoints")) {
      Told told =
          request
              .map(one -> told(one, file))
              .orElseGet(() -> new Told(named(file, name), "", name, Map.of(), Optional.empty(), ""));
      if (told.subject().isEmpty()) {
        readings.once(
            file,
            name + " is left out: which resource it is of is not known",
            "call the file after the resource, such as i-0123456789abcdef0.json, or keep the request beside it");
        return;
      }
      String unit = Documents.text(point, "Unit");
      Told withUnit =
          new Told(
              told.subject(),
              told.namespace(),
              told.name(),
              told.dimensions(),
              told.period(),
              unit.equals("None") || unit.isEmpty() ? told.unit() : unit);
      Optional<Long> second = Documents.second(point, "Timestamp");
      if (second.isEmpty()) {
        readings.once(file, "values of " + name + " are left out: they have no time", "");
        continue;
      }
      boolean any = false;
      for (String statistic : List.of("Average", "Maximum", "Minimum", "Sum")) {
        Optional<Double> value = Documents.number(point, statistic);
        if (value.isPresent() && tells(withUnit, statistic)) {
          any = true;
          take(withUnit, statistic, second.get(), value.get(), file);
        }
      }
      for (Map.Entry<String, Value> one : Documents.fields(point, "ExtendedStatistics").values().entrySet()) {
        Optional<Double> value = Documents.number(one.getValue());
        if (value.isPresent() && tells(withUnit, one.getKey())) {
          any = true;
          take(withUnit, one.getKey(), second.get(), value.get(), file);
        }
      }
      if (!any) {
        unfit(withUnit, file);
      }
    }
  }

  /** The resource that a file is called after: by its identifier, or by all of its name but for that of the metric. */
  private static Optional<Subject> named(Path file, String metric) {
    String stem = file.getFileName().toString().replaceFirst("(\\.[a-zA-Z]{1,5}){1,2}$", "");
    String name =
        CloudWatchMetrics.resource(stem)
            .orElseGet(() -> stem.replaceAll("(?i)[._ -]*" + java.util.regex.Pattern.quote(metric) + "[._ -]*", ""));
    return name.isBlank()
        ? Optional.empty()
        : Optional.of(new Subject(Provider.AWS, CloudWatchMetrics.service(name), name, "", ""));
  }

  // --- streams ----------------------------------------------------------------------------------------------------

  /** Reads a line of a metric stream; whether it is one. */
  boolean line(Value.Fields line, Path file) {
    if (line.text("metric_stream_name").isEmpty() || line.text("metric_name").isEmpty()) {
      return false;
    }
    String namespace = Documents.text(line, "namespace");
    String name = Documents.text(line, "metric_name");
    Map<String, String> dimensions = new HashMap<>();
    Documents.fields(line, "dimensions")
        .values()
        .forEach(
            (key, value) -> {
              if (value instanceof Value.Text text) {
                dimensions.put(key, text.value());
              }
            });
    Optional<Subject> subject =
        CloudWatchMetrics.subject(namespace, dimensions, Documents.text(line, "account_id"), Documents.text(line, "region"));
    Optional<Double> millis = Documents.number(line, "timestamp");
    Value.Fields value = Documents.fields(line, "value");
    Optional<Double> sum = Documents.number(value, "sum");
    if (millis.isEmpty() || sum.isEmpty()) {
      readings.once(file, "lines are left out: a time and a value with its sum are expected", "");
      return true;
    }
    if (subject.isEmpty()) {
      return true;
    }
    Told told = new Told(subject, namespace, name, dimensions, Optional.of(STREAM), Documents.text(line, "unit"));
    long second = Math.floorDiv(Math.round(millis.get()), 1_000L);
    if (CloudWatchMetrics.meaning(namespace, name, told.unit()).counted()) {
      take(told, "Sum", second, sum.get(), file);
      return true;
    }
    Documents.number(value, "count")
        .filter(count -> count > 0)
        .ifPresent(count -> take(told, "Average", second, sum.get() / count, file));
    value
        .values()
        .forEach(
            (statistic, number) -> {
              if (CloudWatchMetrics.statistic(statistic).isPresent()) {
                Documents.number(number).ifPresent(one -> take(told, statistic, second, one, file));
              }
            });
    return true;
  }

  // --- values -----------------------------------------------------------------------------------------------------

  /** Whether we can say what the statistic of a metric is in our terms. */
  private static boolean tells(Told told, String statistic) {
    boolean counted = CloudWatchMetrics.meaning(told.namespace(), told.name(), told.unit()).counted();
    return counted ? statistic.equals("Sum") : statistic.isEmpty() || CloudWatchMetrics.statistic(statistic).isPresent();
  }

  private void unfit(Told told, Path file) {
    boolean counted = CloudWatchMetrics.meaning(told.namespace(), told.name(), told.unit()).counted();
    readings.once(
        file,
        told.name() + " is left out: " + (counted ? "its sum is needed" : "an average, an extreme or a percentile of it is needed"),
        "ask for the statistic " + (counted ? "Sum" : "Average"));
  }

  private void take(Told told, String statistic, long second, double value, Path file) {
    if (!tells(told, statistic)) {
      unfit(told, file);
      return;
    }
    Meaning meaning = CloudWatchMetrics.meaning(told.namespace(), told.name(), told.unit());
    told.subject()
        .ifPresent(
            subject ->
                readings.add(
                    new Readings.Key(
                        subject,
                        meaning.metric(),
                        meaning.counted()
                            ? Statistic.AVERAGE
                            : CloudWatchMetrics.statistic(statistic).orElse(Statistic.UNTOLD),
                        meaning.metric() == Metric.OTHER ? told.unit() : "",
                        told.name(),
                        told.dimensions(),
                        SOURCE),
                    told.period(),
                    meaning.counted(),
                    second,
                    meaning.of(value),
                    file));
  }
}
