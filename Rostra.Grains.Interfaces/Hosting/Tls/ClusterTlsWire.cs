using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Rostra.Hosting.Tls;

/// <summary>
/// Lays TLS over Orleans' connections. Both ends show a certificate, and both look at the other's. Files are read again as time goes by, so that a renewed
/// certificate, or a second authority, needs no restart; one that cannot be used is told, and what was read before goes on.
/// </summary>
public sealed partial class ClusterTlsWire
{
    private const string NameForAll = "rostra.cluster"; // SslStream wants one; it is not compared.
    private static readonly TimeSpan HandshakeMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(10);

    private readonly ClusterTls _files;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private ClusterIdentity _identity;
    private long _readAt;

    public ClusterTlsWire(ClusterTls files, TimeProvider time, ILogger<ClusterTlsWire> logger)
    {
        (_files, _time, _logger) = (files, time, logger);
        var faults = new List<string>();
        _identity = ClusterIdentity.Read(files, (setting, reason) => faults.Add($"{setting} {reason}")) ?? throw new InvalidOperationException(string.Join(' ', faults));
        _readAt = time.GetTimestamp();
    }

    /// <summary>For the end that is called.</summary>
    public ConnectionDelegate Listen(ConnectionDelegate next) => async connection =>
    {
        var identity = Identity();
        var tls = new SslStream(new PipeStream(connection.Transport));
        await using (tls.ConfigureAwait(false))
        {
            using var patience = new CancellationTokenSource(HandshakeMax, _time);
            try
            {
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = identity.Shown,
                        ClientCertificateRequired = true,
                        RemoteCertificateValidationCallback = (_, shown, chain, _) => identity.Trusts(shown, chain, ClusterIdentity.AsClient),
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        AllowTlsResume = false, // Each connection is looked at anew.
                        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    },
                    patience.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
            {
                LogNotLetIn(connection.RemoteEndPoint, fault.Message);
                connection.Abort();
                return;
            }

            await Through(tls, connection, next).ConfigureAwait(false);
        }
    };

    /// <summary>For the end that calls.</summary>
    public ConnectionDelegate Call(ConnectionDelegate next) => async connection =>
    {
        var identity = Identity();
        var tls = new SslStream(new PipeStream(connection.Transport));
        await using (tls.ConfigureAwait(false))
        {
            using var patience = new CancellationTokenSource(HandshakeMax, _time);
            try
            {
                await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = NameForAll,
                        ClientCertificateContext = identity.Shown,
                        RemoteCertificateValidationCallback = (_, shown, chain, _) => identity.Trusts(shown, chain, ClusterIdentity.AsServer),
                        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                        AllowTlsResume = false,
                        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    },
                    patience.Token).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
            {
                LogNotBelieved(connection.RemoteEndPoint, fault.Message);
                connection.Abort();
                throw;
            }

            await Through(tls, connection, next).ConfigureAwait(false);
        }
    };

    private static async Task Through(SslStream tls, ConnectionContext connection, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        var pipe = new TlsPipe(PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true)), PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true)));
        try
        {
            connection.Transport = pipe;
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = plain; // Orleans closes what it opened.
        }
    }

    private ClusterIdentity Identity()
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_readAt) >= ReadEvery)
            {
                _readAt = _time.GetTimestamp();
                _identity = ClusterIdentity.Read(_files, LogUnusable) ?? _identity;
            }

            return _identity;
        }
    }

    private sealed record TlsPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    [LoggerMessage(LogLevel.Warning, "{Setting} {Reason} What was read before goes on")]
    private partial void LogUnusable(string setting, string reason);

    [LoggerMessage(LogLevel.Warning, "{Peer} was not let in: it showed no certificate of this cluster ({Reason})")]
    private partial void LogNotLetIn(System.Net.EndPoint? peer, string reason);

    [LoggerMessage(LogLevel.Warning, "{Peer} is not of this cluster, or does not take this process for one of it ({Reason})")]
    private partial void LogNotBelieved(System.Net.EndPoint? peer, string reason);
}
