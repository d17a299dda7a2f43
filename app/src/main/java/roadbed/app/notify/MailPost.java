package roadbed.app.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import roadbed.operate.notify.MailRelay;
import roadbed.operate.notify.Sender.Outcome;
import roadbed.operate.notify.Words;

/** Hands mail to the operator's server: plain text and HTML, in one thread for each subject, never answered by machines. */
final class MailPost {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 8_000;
  private static final int WHOLE_MILLIS = 18_000;

  private final SecretReader secrets;

  MailPost(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** Sends. */
  Outcome send(MailRelay relay, List<String> to, Words words, String identity, Instant now) {
    Optional<String> password = relay.password().flatMap(secrets::read);
    if (relay.password().isPresent() && password.isEmpty()) {
      return new Outcome.Refused("the mail server's password is not there: " + relay.password().get().place());
    }
    Session session = Session.getInstance(properties(relay));
    CompletableFuture<Outcome> sent = new CompletableFuture<>();
    try (Transport transport = session.getTransport("smtp")) {
      Thread sending =
          Thread.ofVirtual()
              .name("mail")
              .start(() -> sent.complete(send(session, transport, relay, password, to, words, identity, now)));
      try {
        return sent.get(WHOLE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        sending.interrupt();
        return new Outcome.Unreachable("the mail server takes longer than " + WHOLE_MILLIS / 1_000 + " s");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Unreachable("the server was stopped meanwhile");
    } catch (ExecutionException | MessagingException e) {
      return new Outcome.Failed("mail cannot be sent: " + e.getClass().getSimpleName());
    }
  }

  private static Properties properties(MailRelay relay) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", relay.host());
    properties.put("mail.smtp.port", Integer.toString(relay.port()));
    properties.put("mail.smtp.connectiontimeout", Integer.toString(CONNECT_MILLIS));
    properties.put("mail.smtp.timeout", Integer.toString(READ_MILLIS));
    properties.put("mail.smtp.writetimeout", Integer.toString(READ_MILLIS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.localhost", relay.from().substring(relay.from().indexOf('@') + 1));
    properties.put("mail.smtp.auth", Boolean.toString(relay.user().isPresent()));
    switch (relay.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    return properties;
  }

  private static Outcome send(
      Session session,
      Transport transport,
      MailRelay relay,
      Optional<String> password,
      List<String> to,
      Words words,
      String identity,
      Instant now) {
    try {
      MimeMessage message = message(session, relay, to, words, identity, now);
      if (relay.user().isPresent() && password.isPresent()) {
        transport.connect(relay.user().get(), password.get());
      } else {
        transport.connect();
      }
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Delivered("");
    } catch (AuthenticationFailedException _) {
      return new Outcome.Refused("the mail server does not accept the user or the password");
    } catch (SendFailedException e) {
      return refused(e, password.orElse(""));
    } catch (MailConnectException _) {
      return new Outcome.Unreachable("no connection to the mail server " + relay.host() + ":" + relay.port());
    } catch (MessagingException e) {
      return new Outcome.Unreachable("the mail server: " + WebPost.said(String.valueOf(e.getMessage()), password.orElse("")).replaceFirst("^: ", ""));
    }
  }

  private static MimeMessage message(Session session, MailRelay relay, List<String> to, Words words, String identity, Instant now)
      throws MessagingException {
    String domain = relay.from().substring(relay.from().indexOf('@') + 1);
    MimeMessage message = new Identified(session, "<" + identity + "@" + domain + ">");
    message.setFrom(new InternetAddress(relay.from()));
    for (String one : to) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(one));
    }
    message.setSubject(words.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(now));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (!words.notice().subject().isEmpty()) {
      String thread = words.notice().subject().replaceAll("[^A-Za-z0-9.-]", "-");
      message.setHeader("References", "<roadbed-subject-" + (thread.length() > 100 ? thread.substring(0, 100) : thread) + "@" + domain + ">");
    }
    if (words.notice().importance() <= 2) {
      message.setHeader("Importance", "high");
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(MailText.plain(words), StandardCharsets.UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(MailText.html(words), StandardCharsets.UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }

  /** A message that comes a second time has the same identifier, by which mail servers and programs know it. */
  private static final class Identified extends MimeMessage {
    private final String identifier;

    Identified(Session session, String identifier) {
      super(session);
      this.identifier = identifier;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", identifier);
    }
  }

  /** What a server did not take: for now or for good, all of it or for some. */
  private static Outcome refused(SendFailedException failed, String secret) {
    List<String> problems = new ArrayList<>();
    int worst = 0;
    Exception cause = failed;
    for (int i = 0; cause instanceof MessagingException one && i < 200; i++) {
      int code =
          switch (one) {
            case SMTPAddressFailedException it -> it.getReturnCode();
            case SMTPSenderFailedException it -> it.getReturnCode();
            case SMTPSendFailedException it -> it.getReturnCode();
            default -> 0;
          };
      if (code >= 400) {
        worst = Math.max(worst, code);
        String whom = one instanceof SMTPAddressFailedException it ? it.getAddress().getAddress() + ": " : "";
        problems.add(whom + WebPost.said(String.valueOf(one.getMessage()), secret).replaceFirst("^: ", ""));
      }
      cause = one.getNextException();
    }
    String words = problems.isEmpty() ? "the mail server did not take it" : String.join("; ", problems);
    Address[] taken = failed.getValidSentAddresses();
    if (taken != null && taken.length > 0) {
      return new Outcome.Delivered("not to everybody: " + words);
    }
    return worst >= 500 ? new Outcome.Refused(words) : worst == 421 || worst == 452 ? new Outcome.Busy(words, Optional.empty()) : new Outcome.Failed(words);
  }
}
