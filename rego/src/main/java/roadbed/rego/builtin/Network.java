package roadbed.rego.builtin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The functions that reach the network, each only for hosts that the evaluation's policy for it names. */
final class Network {
  private Network() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "net.lookup_ip_addr" -> Network::lookUp;
      case "http.send" -> Network::send;
      default -> null;
    };
  }

  private static void demand(CallContext context, String host) {
    if (!context.network().allows(host)) {
      throw BuiltinException.forbidden("network access to host " + host + " is not allowed; allow the host by name to use it");
    }
  }

  private static Value lookUp(CallContext context, Value[] args) {
    String name = Operands.string(args, 1);
    IpAddress literal = IpAddress.parse(name);
    if (literal != null) {
      return SetValue.of(StringValue.of(literal.toString()));
    }
    boolean own = name.equals("localhost");
    if (!own) {
      demand(context, name);
    }
    SetValue.Builder addresses = SetValue.builder();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        IpAddress parsed = IpAddress.parse(address.getHostAddress());
        if (parsed != null) {
          addresses.add(StringValue.of(parsed.toString()));
        }
      }
    } catch (UnknownHostException _) {
      throw BuiltinException.failed("lookup " + name + ": no such host");
    }
    return addresses.build();
  }

  private static Value send(CallContext context, Value[] args) {
    ObjectValue request = Operands.object(args, 1);
    HttpRequests.check(request);
    if (!(request.get("url") instanceof StringValue url)) {
      throw BuiltinException.operand(1, "\"url\" must be a string");
    }
    demand(context, Uris.parse(url.value()).host());
    return HttpExchange.send(context, request);
  }
}
