using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Rostra.Contracts;

/// <summary>One of each kind of record: every member holds something, so that a member which is lost or swapped shows.</summary>
internal sealed class Sample
{
    private static readonly DateTimeOffset s_day = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private int _number;

    public object Of(Type type)
    {
        var number = ++_number;
        return Nullable.GetUnderlyingType(type) is { } inner ? Of(inner)
            : type == typeof(bool) ? true
            : type == typeof(int) ? number
            : type == typeof(long) ? (long)number << 33
            : type == typeof(string) ? string.Create(CultureInfo.InvariantCulture, $"text {number} 👍")
            : type == typeof(Guid) ? new Guid(number, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
            : type == typeof(DateTimeOffset) ? s_day.AddSeconds(number)
            : type == typeof(TimeSpan) ? TimeSpan.FromMilliseconds(number)
            : type == typeof(byte[]) ? new[] { (byte)number, (byte)255 }
            : type.IsEnum ? Enum.GetValues(type).Cast<object>().Last()
            : type == typeof(ImmutableSortedDictionary<string, ImmutableArray<string>>) ? Refusal.Invalid("field", "is wrong.").Errors!
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? ArrayOf(type.GetGenericArguments()[0])
            : type.IsAbstract ? Of(Heir(type))
            : Made(type);
    }

    private object ArrayOf(Type element)
    {
        var items = Array.CreateInstance(element, 2);
        items.SetValue(Of(element), 0);
        items.SetValue(Of(element), 1);
        return typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private object Made(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(one => one.GetParameters() is not [var same] || same.ParameterType != type).OrderByDescending(one => one.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
        foreach (var property in constructor.GetParameters() is [] ? type.GetProperties().Where(property => property.CanWrite) : [])
        {
            property.SetValue(made, Of(property.PropertyType));
        }
        return made;
    }

    private static Type Heir(Type type) =>
        type.Assembly.GetTypes().Where(heir => heir.IsSubclassOf(type) && !heir.IsAbstract).OrderBy(heir => heir.FullName, StringComparer.Ordinal).First();
}
