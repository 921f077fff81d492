namespace Rostra.Storage;

/// <summary>Names the database's life. Read when the silo starts, before any grain is called.</summary>
internal sealed class Epoch
{
    private Guid? _value;

    public Guid Value => _value ?? throw new InvalidOperationException("The epoch is read when the silo starts.");

    public void Set(Guid value) => _value = value;
}
