package roadbed.app.cost;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthJson;
import roadbed.assess.cost.statement.ClosedMonthStore;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.evidence.EvidenceLog;

/** Closes months so that the evidence log has who closed what, and the digest of its document. */
public final class MonthClosing {
  private MonthClosing() {}

  /**
   * Keeps the month and notes it.
   *
   * @return whether it was kept; false where it is closed already, which is not noted again
   */
  public static boolean close(ClosedMonth month, ClosedMonthStore months, EvidenceLog evidence) {
    if (!months.close(month)) {
      return false;
    }
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("month", Value.of(month.month().toString()));
    body.put("cost", Value.of(month.cost()));
    body.put("positions", Value.of(month.positions().size()));
    body.put("sha256", Value.of(digest(ValueJson.text(ClosedMonthJson.of(month)))));
    evidence.append("month-closed", month.by(), new Value.Fields(body));
    return true;
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
