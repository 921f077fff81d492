namespace Rostra.Authorization;

/// <summary>
/// Who may do what, written down. One line for each endpoint and each of the hub's methods; a cell is the status of a request that is let through, <c>ok</c> of a
/// command that is, else the code of the refusal. A line is played from left to right against a room of its own, in which Ada is the owner, Ben the author of the
/// message and of the login that are asked for, and Mia a member.
/// </summary>
internal static class AuthorizationTable
{
    public const string Http = """
                                                               | anonymous       | stranger        | former member   | banned          | another's owner | administrator   | member          | owner
        GET /health/live                                       | 200             | 200             | 200             | 200             | 200             | 200             | 200             | 200
        GET /health/ready                                      | 200             | 200             | 200             | 200             | 200             | 200             | 200             | 200
        GET /api/limits                                        | 200             | 200             | 200             | 200             | 200             | 200             | 200             | 200
        POST /api/auth/register                                | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid
        POST /api/auth/login                                   | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid
        POST /api/auth/refresh                                 | refreshInvalid  | refreshInvalid  | refreshInvalid  | refreshInvalid  | refreshInvalid  | refreshInvalid  | refreshInvalid  | refreshInvalid
        POST /api/auth/logout                                  | 204             | 204             | 204             | 204             | 204             | 204             | 204             | 204
        POST /api/auth/reset                                   | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid
        POST /api/auth/ticket                                  | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        GET /api/auth/me                                       | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        DELETE /api/auth/me                                    | unauthenticated | badCredentials  | badCredentials  | badCredentials  | badCredentials  | badCredentials  | badCredentials  | badCredentials
        GET /api/auth/me/preferences                           | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        PUT /api/auth/me/preferences                           | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        POST /api/auth/password                                | unauthenticated | invalid         | invalid         | invalid         | invalid         | invalid         | invalid         | invalid
        GET /api/auth/sessions                                 | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        DELETE /api/auth/sessions                              | unauthenticated | 204             | 204             | 204             | 204             | 204             | 204             | 204
        DELETE /api/auth/sessions/{id:id}                      | unauthenticated | sessionNotFound | sessionNotFound | sessionNotFound | sessionNotFound | sessionNotFound | sessionNotFound | sessionNotFound
        GET /api/admin                                         | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        GET /api/admin/nodes                                   | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 200             | notAdministrator | notAdministrator
        GET /api/admin/rooms                                   | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 200             | notAdministrator | notAdministrator
        GET /api/admin/people                                  | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 200             | notAdministrator | notAdministrator
        GET /api/admin/reports                                 | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 200             | notAdministrator | notAdministrator
        GET /api/admin/audit                                   | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 200             | notAdministrator | notAdministrator
        POST /api/admin/invites                                | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | 201             | notAdministrator | notAdministrator
        POST /api/admin/password-links                         | unauthenticated | notAdministrator | notAdministrator | notAdministrator | notAdministrator | userNotFound    | notAdministrator | notAdministrator
        GET /api/rooms                                         | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        GET /api/rooms/discover                                | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        POST /api/rooms                                        | unauthenticated | 201             | 201             | 201             | 201             | 201             | 201             | 201
        GET /api/rooms/{roomId:id}                             | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        PATCH /api/rooms/{roomId:id}                           | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 200
        DELETE /api/rooms/{roomId:id}                          | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 204
        POST /api/rooms/{roomId:id}/join                       | unauthenticated | 200             | 200             | banned          | 200             | 200             | alreadyMember   | alreadyMember
        POST /api/rooms/{roomId:id}/leave                      | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 204             | ownerCannotLeave
        PUT /api/rooms/{roomId:id}/read                        | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        GET /api/rooms/{roomId:id}/members                     | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        PUT /api/rooms/{roomId:id}/members/{userId:id}         | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 200
        DELETE /api/rooms/{roomId:id}/members/{userId:id}      | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 204
        GET /api/rooms/{roomId:id}/bans                        | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 200
        PUT /api/rooms/{roomId:id}/bans/{userId:id}            | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 204
        DELETE /api/rooms/{roomId:id}/bans/{userId:id}         | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 204
        PUT /api/rooms/{roomId:id}/mutes/{userId:id}           | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 200
        DELETE /api/rooms/{roomId:id}/mutes/{userId:id}        | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 204
        GET /api/rooms/{roomId:id}/audit                       | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notOwner        | 200
        GET /api/rooms/{roomId:id}/reports                     | unauthenticated | notMember       | notMember       | notMember       | notMember       | 200             | notOwner        | 200
        DELETE /api/rooms/{roomId:id}/reports/{id:seq}         | unauthenticated | notMember       | notMember       | notMember       | notMember       | 204             | notOwner        | 204
        POST /api/rooms/{roomId:id}/messages/{id:seq}/report   | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 204             | 204
        GET /api/rooms/{roomId:id}/messages                    | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        POST /api/rooms/{roomId:id}/messages                   | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 201             | 201
        GET /api/rooms/{roomId:id}/messages/{id:seq}           | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        PATCH /api/rooms/{roomId:id}/messages/{id:seq}         | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notAuthor       | notAuthor
        DELETE /api/rooms/{roomId:id}/messages/{id:seq}        | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | notAuthor       | 200
        GET /api/rooms/{roomId:id}/messages/{id:seq}/reactions | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        PUT /api/rooms/{roomId:id}/messages/{id:seq}/reactions/{emoji} | unauthenticated | notMember | notMember     | notMember       | notMember       | notMember       | 200             | 200
        DELETE /api/rooms/{roomId:id}/messages/{id:seq}/reactions/{emoji} | unauthenticated | notMember | notMember  | notMember       | notMember       | notMember       | 200             | 200
        GET /api/rooms/{roomId:id}/changes                     | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        GET /api/rooms/{roomId:id}/search                      | unauthenticated | notMember       | notMember       | notMember       | notMember       | notMember       | 200             | 200
        GET /api/search                                        | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        ANY /hub                                               | unauthenticated | 400             | 400             | 400             | 400             | 400             | 400             | 400
        ANY /hub/negotiate                                     | unauthenticated | 200             | 200             | 200             | 200             | 200             | 200             | 200
        """;

    /// <summary>Without a token there is no socket, so nobody is anonymous here.</summary>
    public const string Hub = """
                                                               | stranger        | former member   | banned          | another's owner | administrator   | member          | owner
        Hello                                                  | helloTwice      | helloTwice      | helloTwice      | helloTwice      | helloTwice      | helloTwice      | helloTwice
        SendMessage                                            | notMember       | notMember       | notMember       | notMember       | notMember       | ok              | ok
        EditMessage                                            | notMember       | notMember       | notMember       | notMember       | notMember       | notAuthor       | notAuthor
        DeleteMessage                                          | notMember       | notMember       | notMember       | notMember       | notMember       | notAuthor       | ok
        React                                                  | notMember       | notMember       | notMember       | notMember       | notMember       | ok              | ok
        MarkRead                                               | notMember       | notMember       | notMember       | notMember       | notMember       | ok              | ok
        Typing                                                 | notMember       | notMember       | notMember       | notMember       | notMember       | ok              | ok
        """;

    /// <summary>What is sent where something must be: a body, or a query. {new}, {name} and {soon} stand for a new id, a new name and a time that is near.</summary>
    public static readonly Dictionary<string, string> Sent = new()
    {
        ["POST /api/auth/register"] = """{}""",
        ["POST /api/auth/login"] = """{}""",
        ["POST /api/auth/refresh"] = """{}""",
        ["POST /api/auth/logout"] = """{}""",
        ["POST /api/auth/reset"] = """{}""",
        ["POST /api/admin/invites"] = """{}""",
        ["POST /api/admin/password-links"] = """{"username": "nobody at all"}""",
        ["POST /api/auth/ticket"] = """{}""",
        ["DELETE /api/auth/me"] = """{"password": "not the password"}""",
        ["PUT /api/auth/me/preferences"] = """{"crt": true}""",
        ["POST /api/auth/password"] = """{"currentPassword": "right or wrong", "newPassword": "short"}""",
        ["POST /api/rooms"] = """{"name": "{name}"}""",
        ["PATCH /api/rooms/{roomId:id}"] = """{"description": "new"}""",
        ["PUT /api/rooms/{roomId:id}/read"] = """{"seq": 1}""",
        ["PUT /api/rooms/{roomId:id}/members/{userId:id}"] = """{"role": "owner"}""",
        ["PUT /api/rooms/{roomId:id}/bans/{userId:id}"] = """{}""",
        ["PUT /api/rooms/{roomId:id}/mutes/{userId:id}"] = """{"until": "{soon}"}""",
        ["POST /api/rooms/{roomId:id}/messages/{id:seq}/report"] = """{}""",
        ["POST /api/rooms/{roomId:id}/messages"] = """{"clientId": "{new}", "text": "new"}""",
        ["PATCH /api/rooms/{roomId:id}/messages/{id:seq}"] = """{"text": "new"}""",
        ["GET /api/rooms/{roomId:id}/changes"] = "?after=0",
        ["GET /api/rooms/{roomId:id}/search"] = "?q=said",
        ["GET /api/search"] = "?q=said",
        ["ANY /hub/negotiate"] = "?negotiateVersion=1",
        ["Hello"] = """{"cursors": []}""",
        ["SendMessage"] = """{"roomId": "{room}", "clientId": "{new}", "text": "new"}""",
        ["EditMessage"] = """{"roomId": "{room}", "id": {message}, "text": "new"}""",
        ["DeleteMessage"] = """{"roomId": "{room}", "id": {message}}""",
        ["React"] = """{"roomId": "{room}", "id": {message}, "emoji": "👍", "on": true}""",
        ["MarkRead"] = """{"roomId": "{room}", "seq": 1}""",
        ["Typing"] = """{"roomId": "{room}"}""",
    };

    public static IEnumerable<string> Names(string table) => Lines(table).Skip(1).Select(line => line[0]);

    /// <summary>Who is who in the cells of <see cref="Row"/>.</summary>
    public static string[] People(string table) => Lines(table).First()[1..];

    public static string[] Row(string table, string name) => Lines(table).Single(line => line[0] == name)[1..];

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
