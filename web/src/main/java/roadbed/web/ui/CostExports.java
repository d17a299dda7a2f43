package roadbed.web.ui;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.model.Value;
import roadbed.web.http.Replies;

/** The tables of the cost explorer as files: a first row of heads, amounts to the last digit. */
final class CostExports {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private CostExports() {}

  static List<List<String>> groups(CostSeries series, CostQuestion question, String currency) {
    boolean compared = question.compared().isPresent();
    List<List<String>> rows = new ArrayList<>();
    List<String> heads = new ArrayList<>(question.groups());
    heads.addAll(List.of("currency", question.measure().id()));
    if (compared) {
      heads.addAll(List.of("before", "change"));
    }
    rows.add(heads);
    for (CostSeries.Group group : series.groups()) {
      List<String> row = new ArrayList<>(group.values());
      row.addAll(List.of(currency, group.amount().toPlainString()));
      if (compared) {
        row.addAll(List.of(group.before().toPlainString(), group.amount().subtract(group.before()).toPlainString()));
      }
      rows.add(row);
    }
    return rows;
  }

  static List<List<String>> times(CostSeries series, CostQuestion question, String currency) {
    List<List<String>> rows = new ArrayList<>();
    List<String> heads = new ArrayList<>();
    heads.add(question.grain().name().toLowerCase(Locale.ROOT));
    heads.addAll(question.groups());
    heads.addAll(List.of("currency", question.measure().id()));
    rows.add(heads);
    for (int i = 0; i < series.at().size(); i++) {
      for (CostSeries.Group group : series.groups()) {
        if (group.byTime().get(i).signum() != 0) {
          List<String> row = new ArrayList<>();
          row.add(series.at().get(i).toString());
          row.addAll(group.values());
          row.addAll(List.of(currency, group.byTime().get(i).toPlainString()));
          rows.add(row);
        }
      }
    }
    return rows;
  }

  static List<List<String>> lines(List<Item> items) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "day", "provider", "account", "service", "charge_category", "resource", "sku", "description", "quantity",
            "currency", "billed", "effective", "tags"));
    for (Item item : items) {
      rows.add(
          List.of(
              item.day().toString(),
              item.provider(),
              item.account(),
              item.service(),
              item.chargeCategory(),
              item.resource(),
              item.sku(),
              item.description(),
              item.quantity(),
              item.currency(),
              item.billed().toPlainString(),
              item.effective().toPlainString(),
              item.tags()));
    }
    return rows;
  }

  static ServerResponse csv(String file, List<List<String>> rows) {
    return Replies.download(
        new MediaType("text", "csv", StandardCharsets.UTF_8),
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          for (List<String> row : rows) {
            writer.write(String.join(",", row.stream().map(CostExports::cell).toList()));
            writer.write("\r\n");
          }
          writer.flush();
        });
  }

  /** A credit's minus is no formula; anything else that begins like one is a text. */
  private static String cell(String text) {
    return NUMBER.matcher(text).matches() ? text : ExplorerPage.cell(text);
  }

  /** Each table's rows as objects by the names of its heads; amounts are texts, for they are exact. */
  static ServerResponse json(
      CostQuestion question,
      List<String> filters,
      String currency,
      List<String> unrated,
      Map<String, List<List<String>>> tables) {
    Map<String, Value> answer = new LinkedHashMap<>();
    answer.put("from", Value.of(question.from().toString()));
    answer.put("to", Value.of(question.to().toString()));
    question
        .compared()
        .ifPresent(
            days -> {
              answer.put("before_from", Value.of(days.from().toString()));
              answer.put("before_to", Value.of(days.to().toString()));
            });
    answer.put("measure", Value.of(question.measure().id()));
    answer.put("currency", Value.of(currency));
    if (question.currency().isPresent()) {
      answer.put("unrated", Value.ofTexts(unrated));
    }
    answer.put("filters", new Value.Items(filters.stream().map(filter -> Value.of(filter)).toList()));
    tables.forEach(
        (name, rows) -> {
          List<Value> objects = new ArrayList<>();
          for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, Value> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
              object.put(rows.getFirst().get(i), Value.of(row.get(i)));
            }
            objects.add(new Value.Fields(object));
          }
          answer.put(name, new Value.Items(objects));
        });
    return Replies.json(HttpStatus.OK, new Value.Fields(answer));
  }
}
