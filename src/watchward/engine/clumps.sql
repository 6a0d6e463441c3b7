-- name: clumps
select
    sum(records) as records,
    sum(squared) - sum(records) as together,
    sum(records * records) - sum(squared) as apart
from (
    select
        easting,
        northing,
        weekday,
        sum(records) as records,
        sum(records * records) as squared
    from (
        select
            easting,
            northing,
            day,
            day % 7 as weekday,
            count(*) as records
        from incident
        where dataset = $dataset
            and violence = 1
            and coalesce(policing, 0) = 0
            and month between $first and $last
            and place_precision in ('exact', 'snapped')
            and easting is not null
            and northing is not null
            and day is not null
            and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
        group by
            easting,
            northing,
            day
    ) as days
    group by
        easting,
        northing,
        weekday
) as weekdays
