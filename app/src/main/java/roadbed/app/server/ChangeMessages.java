package roadbed.app.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.Notices;

/** Brings notices about changes and windows to the outbox. */
final class ChangeMessages implements ChangeNotice.Told {
  private static final int IMPORTANCE = 4;
  private static final int LONGEST_KEY = 380;

  private final Notices notices;

  ChangeMessages(Notices notices) {
    this.notices = notices;
  }

  @Override
  public void tell(ChangeNotice notice) {
    var _ =
        notices.tell(
            new Notice(
                Notice.cut("change " + notice.id(), LONGEST_KEY),
                NoticeKind.CHANGE,
                "change " + notice.about(),
                IMPORTANCE,
                Optional.of(notice.service()),
                List.of(notice.recipient()),
                Optional.empty(),
                notice.subject(),
                notice.text(),
                Map.of("service", notice.service()),
                Optional.of(notice.about().startsWith("c-") ? "/changes/" + notice.about() : "/changes"),
                List.of(),
                notice.at()));
  }
}
