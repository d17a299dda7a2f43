package roadbed.web.ui;

import java.util.List;
import roadbed.assess.cost.CostDesk;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/**
 * The one currency that a page of cost tells its amounts in.
 *
 * @param choice empty where every amount stays in its own
 * @param convertible what can be chosen
 * @param unrated what stays in its own currency for lack of a rate, in words
 */
record ToldCurrency(String choice, List<String> convertible, List<String> unrated) {
  ToldCurrency {
    convertible = List.copyOf(convertible);
    unrated = List.copyOf(unrated);
  }

  /** The desk that an address asks for: {@code convert} names the currency. */
  static CostDesk desk(Visit visit, CostDesk desk) {
    String choice = visit.text("convert");
    if (choice.isEmpty()) {
      return desk;
    }
    if (!desk.convertible().contains(choice)) {
      throw Problem.badParameter("convert", "is no currency that there are rates for");
    }
    return desk.in(choice);
  }

  /** What a page shows of the choice. */
  static ToldCurrency of(Visit visit, CostDesk desk) {
    return new ToldCurrency(visit.text("convert"), desk.convertible(), desk(visit, desk).unrated());
  }
}
