using System.CommandLine;
using Rostra.Clients;
using Spectre.Console;

namespace Rostra.Terminal;

/// <summary>Which Rostra, and who. The password is never an argument: those stand in lists of processes and in shells' histories.</summary>
internal sealed class ServerOptions
{
    private const string UrlVariable = "ROSTRA_URL";
    private const string UrlElse = "http://localhost:5080";
    public const string PasswordVariable = "ROSTRA_PASSWORD";
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private readonly Argument<Uri?> _url = Address();

    private readonly Option<string?> _user = new("--user")
    {
        Description = $"The account's name (default: ROSTRA_USER, else it is asked for). Its password is taken from {PasswordVariable}, else asked for.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ROSTRA_USER"),
    };

    public static Argument<Uri?> Address() => new("url")
    {
        Description = $"Where Rostra is (default: {UrlVariable}, else {UrlElse}).",
        CustomParser = argument => Parse(argument.Tokens[0].Value, argument.AddError),
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>What was said, or what stands in the environment.</summary>
    /// <exception cref="RostraException">That is no address.</exception>
    public static Uri Url(ParseResult parsed, Argument<Uri?> url) =>
        parsed.GetValue(url) ?? Parse(Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } set ? set : UrlElse, fault => throw new RostraException($"{UrlVariable}: {fault}"))!;

    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_user);
    }

    /// <param name="email">Given: the account is made if there is none.</param>
    /// <exception cref="RostraException">No Rostra answers there, or the account is not let in.</exception>
    public async Task<RostraClient> Open(ParseResult parsed, string? email, CancellationToken cancellation)
    {
        var url = Url(parsed, _url);
        await Knock(url, cancellation);
        if (url is { Scheme: "http", IsLoopback: false }) await Console.Error.WriteLineAsync($"The password goes to {url.Host} unencrypted.");
        var user = parsed.GetValue(_user) is { Length: > 0 } named ? named : await Ask("Name:", isSecret: false, "--user", cancellation);
        var password = Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } set ? set : await Ask("Password:", isSecret: true, PasswordVariable, cancellation);
        return await RostraClient.Open(new() { Url = url, Username = user, Password = password, Email = email }, cancellation);
    }

    // The library insists for minutes, as a bot wants it; a person has mistyped the address.
    private static async Task Knock(Uri url, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = AnswerTime };
        try
        {
            using var answer = await http.GetAsync(new Uri($"{url.ToString().TrimEnd('/')}/health/live"), cancellation);
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellation)).Contains("live", StringComparison.Ordinal)) return;
            throw new RostraException($"{url} is answered ({(int)answer.StatusCode}) by something else than Rostra.");
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new RostraException($"{url} does not answer: {fault.Message}");
        }
    }

    private static async Task<string> Ask(string question, bool isSecret, string otherwise, CancellationToken cancellation)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected) throw new RostraException($"There is no terminal to ask at: set {otherwise}.");
        var prompt = new TextPrompt<string>(question);
        return await (isSecret ? prompt.Secret(null) : prompt).ShowAsync(AnsiConsole.Console, cancellation);
    }

    private static Uri? Parse(string text, Action<string> fault)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;

        fault($"“{text}” is no address like https://chat.example.org.");
        return null;
    }
}
