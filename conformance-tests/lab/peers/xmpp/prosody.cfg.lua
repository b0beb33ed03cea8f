-- Everything private: no /etc/prosody, no /var/lib/prosody, no default port, loopback only.
pidfile = "@D@/prosody.pid"
data_path = "@D@/data"
interfaces = { "127.0.0.1" }                   -- the default is all of * and ::
local_interfaces = { "127.0.0.1" }
component_interfaces = { "127.0.0.1" }
http_interfaces = { "127.0.0.1" }
c2s_ports = { @C2S_PORT@ }
c2s_direct_tls_ports = {}
component_ports = { @COMPONENT_PORT@ }
http_ports = { @HTTP_PORT@ }
https_ports = {}
http_external_url = "http://127.0.0.1:@HTTP_PORT@/" -- what upload slots point at
http_default_host = "upload.@XMPP_DOMAIN@"          -- else 127.0.0.1 is an unknown host and PUT gets 404

authentication = "internal_plain"              -- the lab writes the account files; SCRAM is offered all the same
storage = "internal"                           -- files, archives included
c2s_require_encryption = false                 -- TLS offered, not demanded
allow_unencrypted_plain_auth = true
archive_expires_after = "never"
limits = {}                                    -- no mod_limits: nothing is throttled
log = { { levels = { min = "@LOG_LEVEL@" }, to = "file", filename = "@LAB@/log/prosody.log" } }

modules_enabled = {
  "roster"; "saslauth"; "tls"; "disco"; "ping"; "time"; "version"; "uptime"; "lastactivity";
  "private"; "blocklist"; "vcard4"; "vcard_legacy"; "pep"; "bookmarks";
  "carbons"; "mam"; "smacks"; "csi"; "csi_simple"; "http";
}
modules_disabled = { "s2s" }                   -- another server's domain is answered with an error at once

VirtualHost "@XMPP_DOMAIN@"
  ssl = { certificate = "@D@/@XMPP_DOMAIN@.crt", key = "@D@/@XMPP_DOMAIN@.key" }

Component "rooms.@XMPP_DOMAIN@" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  muc_log_expires_after = "never"
  restrict_room_creation = false

Component "upload.@XMPP_DOMAIN@" "http_file_share"
  http_host = "upload.@XMPP_DOMAIN@"
  http_file_share_size_limit = 10*1024*1024
  -- no http_file_share_access: a non-empty list shuts the server's own users out
@COMPONENT_SECTIONS@
