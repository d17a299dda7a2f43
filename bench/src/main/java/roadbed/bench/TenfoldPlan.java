package roadbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Writes a plan whose root modules are so many copies of another's, under module names of their own: {@code TenfoldPlan FROM TO TIMES}. */
final class TenfoldPlan {
  private TenfoldPlan() {}

  public static void main(String[] arguments) throws IOException {
    Value.Fields plan = (Value.Fields) ValueJson.parse(Files.readString(Path.of(arguments[0])));
    int times = Integer.parseInt(arguments[2]);
    Map<String, Value> copy = new LinkedHashMap<>(plan.values());
    List<Value> changes = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      String module = "module.copy" + i;
      for (Value change : ((Value.Items) plan.get("resource_changes").orElse(Value.Items.EMPTY)).values()) {
        Map<String, Value> fields = new LinkedHashMap<>(((Value.Fields) change).values());
        String address = ((Value.Fields) change).text("address").orElse("");
        fields.put("address", Value.of(module + "." + address));
        fields.put("module_address", Value.of(module));
        changes.add(new Value.Fields(fields));
      }
    }
    copy.put("resource_changes", new Value.Items(changes));
    copy.remove("planned_values");
    copy.remove("configuration");
    Files.writeString(Path.of(arguments[1]), ValueJson.text(new Value.Fields(copy)));
  }
}
