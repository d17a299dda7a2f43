package roadbed.rego.server;

import java.util.List;
import roadbed.rego.syntax.RegoError;

/** A request that is not carried out: the status, OPA's code and text, and the errors behind it. */
final class Refusal extends RuntimeException {
  static final String INTERNAL = "internal_error";
  static final String EVALUATION = "evaluation_error";
  static final String UNAUTHORIZED = "unauthorized";
  static final String INVALID_PARAMETER = "invalid_parameter";
  static final String INVALID_OPERATION = "invalid_operation";
  static final String NOT_FOUND = "resource_not_found";
  static final String CONFLICT = "resource_conflict";
  static final String UNDEFINED = "undefined_document";

  private final int status;
  private final String code;
  private final String text;
  private final transient List<RegoError> errors;

  Refusal(int status, String code, String text, List<RegoError> errors) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.errors = List.copyOf(errors);
  }

  /** A request that is wrong in itself. */
  static Refusal invalid(String text) {
    return new Refusal(400, INVALID_PARAMETER, text, List.of());
  }

  static Refusal invalid(String text, List<RegoError> errors) {
    return new Refusal(400, INVALID_PARAMETER, text, errors);
  }

  /** Something that is not there, in the words of OPA's storage. */
  static Refusal notFound(String what) {
    return new Refusal(404, NOT_FOUND, "storage_not_found_error: " + what, List.of());
  }

  /** An evaluation that ended with an error. */
  static Refusal evaluation(List<RegoError> errors) {
    return new Refusal(500, INTERNAL, "error(s) occurred while evaluating query", errors);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }

  List<RegoError> errors() {
    return errors;
  }
}
