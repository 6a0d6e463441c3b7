-- name: events
select
    easting,
    northing,
    day,
    month,
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
    day,
    month
order by
    day,
    easting,
    northing
