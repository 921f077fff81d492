using static Rostra.Configuration.SettingKind;

namespace Rostra.Configuration;

internal static partial class SettingsTable
{
    private static Setting[] Contents =>
    [
        new("Rostra:Limits:TextMax", Whole, "1000", "Characters of a message.") { Most = 100_000 },
        new("Rostra:Limits:DescriptionMax", Whole, "255", "Characters of a room's description.") { Most = 10_000 },
        new("Rostra:Limits:RoomNameMin", Whole, "3", "Characters of a room's name, at least."),
        new("Rostra:Limits:RoomNameMax", Whole, "50", "Characters of a room's name, at most.") { Most = 200 },
        new("Rostra:Limits:UsernameMin", Whole, "3", "Characters of a username, at least.", Readers.Gateways),
        new("Rostra:Limits:UsernameMax", Whole, "50", "Characters of a username, at most.", Readers.Gateways) { Most = 200 },
        new("Rostra:Limits:PasswordMin", Whole, "8", "Characters of a password, at least.") { Least = 8 },
        new("Rostra:Limits:PasswordMax", Whole, "128", "Characters of a password, at most.") { Least = 64, Most = 4096 },
        new("Rostra:Limits:RoomsMax", Whole, "1000", "Rooms a person may be in.") { Most = 10_000 },
        new("Rostra:Limits:MembersMax", Whole, "10000", "Members a room may have.", Readers.Silos) { Most = 100_000 },
        new("Rostra:Limits:BansMax", Whole, "10000", "People a room may ban.", Readers.Silos) { Most = 100_000 },
        new("Rostra:Limits:OpenReportsMax", Whole, "1000", "Reports of a room that nobody has closed yet.", Readers.Silos) { Most = 100_000 },
        new("Rostra:Limits:MuteMax", Duration, "28.00:00:00", "The longest time for which a member may be muted.", Readers.Silos),
        new("Rostra:Limits:SlowModeSecondsMax", Whole, "21600", "The slowest slow mode, in seconds.", Readers.Silos) { Most = 86_400 },
        new("Rostra:Limits:PageMax", Whole, "100", "Messages of a page.", Readers.Gateways) { Most = 500 },
        new("Rostra:Limits:BodyBytesMax", Whole, "32768", "Bytes of a request's body.", Readers.Gateways) { Least = 1024, Most = 16_777_216 },
        new("Rostra:Limits:RecentMessagesMax", Whole, "200", "Newest messages that a room keeps in memory.", Readers.Silos) { Most = 10_000 },
        new("Rostra:Limits:RecentBytesMax", Whole, "524288", "Bytes of the messages that a room keeps in memory.", Readers.Silos) { Most = 67_108_864 },
        new("Rostra:Limits:InboxMax", Whole, "5000", "Commands that may wait for a room; beyond it `busy`.", Readers.Silos) { Most = 100_000 },
        new("Rostra:Limits:BatchMax", Whole, "500", "Commands of a room decided together for one commit.", Readers.Silos) { Most = 5_000 },
        new("Rostra:Limits:HeadCheckEvery", Duration, "00:00:05", "How often rooms that somebody listens to are compared with the log.", Readers.Silos) { Most = 3600 },
        new("Rostra:Limits:FailedLoginsPerAddressMax", Whole, "100", "Logins that may fail from an address, at all gateways together, before each further one waits, up to a minute; forgotten after 15 minutes without.", Readers.Silos) { Most = 1_000_000 },
        new("Rostra:Limits:HashesAtOnceMax", Whole, "2", "Passwords hashed at once on a silo; each takes a core and 19 MiB.", Readers.Silos) { Most = 64 },
        new("Rostra:Limits:HashesWaitingMax", Whole, "100", "Passwords that may wait for it.", Readers.Silos) { Most = 10_000 },
        new("Rostra:Limits:HashWaitMax", Duration, "00:00:03", "How long one may wait for it.", Readers.Silos) { Most = 60 },
    ];

    private static Setting[] Allowances =>
    [
        .. Allowance("Send", "SendsPerSecond", 500, 50, "messages of an account"),
        .. Allowance("Edit", "EditsPerSecond", 100, 5, "edits, deletions and reactions of an account"),
        .. Allowance("Join", "JoinsPerSecond", 60, 1, "joins and leaves of an account"),
        .. Allowance("NewRoom", "NewRoomsPerMinute", 30, 10, "new rooms of an account"),
        .. Allowance("Page", "PagesPerSecond", 300, 30, "pages, changes, lists and searches of an account"),
        .. Allowance("ReadMark", "ReadMarksPerSecond", 100, 10, "read marks of an account"),
        .. Allowance("Moderation", "ModerationPerSecond", 100, 1, "what an account does as an owner about people and reports"),
        .. Allowance("Report", "ReportsPerMinute", 10, 6, "messages that an account reports"),
        .. Allowance("Register", "RegistersPerMinute", 30, 10, "registrations of an address (IPv6: of a /64), on each gateway", Readers.Gateways),
        .. Allowance("Login", "LoginsPerMinute", 60, 30, "logins and refreshes of an address, on each gateway", Readers.Gateways),
        .. Allowance("Request", "RequestsPerSecond", 3000, 300, "requests of an address for anything but the page's files, on each gateway", Readers.Gateways),
        new("Rostra:Limits:CountLoopback", Switch, "false", "Count callers on this machine like others: set it where a proxy on this machine is not among `KnownProxies`.", Readers.Gateways),
    ];

    private static Setting[] Retention =>
    [
        new("Rostra:Retention:KeepDays", Whole, "0", "Days that messages are kept; what is older is removed, for good. 0: for ever. A room's owner may keep it shorter. The same on all silos and gateways.") { Least = 0, Most = 36_500 },
        new("Rostra:Retention:Every", Duration, "00:10:00", "How often what has become too old is looked for.", Readers.Silos) { Most = 86_400 },
        new("Rostra:Retention:BatchMax", Whole, "500", "Entries of a room's log removed in one transaction; meanwhile the room's messages wait.", Readers.Silos) { Most = 10_000 },
        new("Rostra:Retention:Pause", Duration, "00:00:00.1", "The pause between two of them.", Readers.Silos) { Most = 60 },
    ];

    private static Setting[] Sockets =>
    [
        new("Rostra:Limits:SocketsPerAccountMax", Whole, "20", "Sockets of an account on all gateways together, and one more for each gateway that has a single one; the next one is the one that is closed.", Readers.Gateways) { Most = 10_000 },
        new("Rostra:Limits:SocketsPerAddressMax", Whole, "200", "Sockets of an address, on each gateway.", Readers.Gateways) { Most = 1_000_000 },
        new("Rostra:Limits:UnfinishedHandshakesMax", Whole, "200", "Sockets being opened, on each gateway.", Readers.Gateways) { Most = 10_000 },
        new("Rostra:Limits:HandshakesWaitingMax", Whole, "3000", "Sockets that may wait until they can be opened; beyond it 429.", Readers.Gateways) { Most = 100_000 },
        new("Rostra:Limits:HandshakeWaitMax", Duration, "00:00:05", "How long they may wait.", Readers.Gateways) { Most = 60 },
        new("Rostra:Limits:HellosAtOnceMax", Whole, "100", "Hellos that a gateway answers at one time; the others wait for their turn.", Readers.Gateways) { Most = 10_000 },
        new("Rostra:Limits:HelloTimeout", Duration, "00:00:15", "How long a socket may take to say `Hello`.", Readers.Gateways) { Least = 1, Most = 300 },
        new("Rostra:Limits:BacklogBytesMax", Whole, "1048576", "Bytes that a socket may leave unread before it is closed as `slow`.", Readers.Gateways) { Least = 65_536, Most = 1_073_741_824 },
        new("Rostra:Limits:BacklogAgeMax", Duration, "00:00:05", "How long it may leave them unread.", Readers.Gateways) { Most = 300 },
        new("Rostra:Limits:FrameBytesMax", Whole, "32768", "Bytes of a frame from a client.", Readers.Gateways) { Least = 1024, Most = 16_777_216 },
        new("Rostra:Limits:CommandsPerSocketMax", Whole, "64", "Commands of a socket under way at once; more wait.", Readers.Gateways) { Most = 10_000 },
        new("Rostra:Limits:SendsPerRoomMax", Whole, "10000", "Sends to one room that may wait on a gateway.", Readers.Gateways) { Most = 1_000_000 },
        new("Rostra:Limits:TailBytesMax", Whole, "67108864", "Bytes of recent events that a gateway keeps of all rooms together.", Readers.Gateways) { Least = 1_048_576, Most = 17_179_869_184 },
        new("Rostra:Limits:StopNotice", Duration, "00:00:03", "A stopping gateway says so and goes on, until balancers know (Standalone: 1 ms).", Readers.Gateways) { Most = 300 },
        new("Rostra:Limits:GoAwaySpread", Duration, "00:00:03", "Then it tells its sockets to go, over this time (Standalone: 1 ms).", Readers.Gateways) { Most = 300 },
        new("Rostra:Limits:ReconnectWithin", Duration, "00:00:05", "And waits so long for the last of them (Standalone: 0.5 s).", Readers.Gateways) { Most = 300 },
    ];

    private static Setting[] Allowance(string kind, string rate, int burst, double refill, string what, Readers who = Readers.Silos) =>
    [
        new($"Rostra:Limits:{kind}Burst", Whole, $"{burst}", $"{char.ToUpperInvariant(what[0])}{what[1..]}: a burst.", who) { Most = 1_000_000 },
        new($"Rostra:Limits:{rate}", Number, $"{refill}", "And the refill.", who) { Most = 1_000_000 },
    ];
}
